import type { Validation } from '../script-rules/validate-script.ts';

/** `set -e`, alone or among other letters, and its long form. */
const ERREXIT = /\bset\s+(?:-\w+\s+)*-\w*e|\berrexit\b/;

/**
 * Whether a script can end without an error on stderr and without a result, as far as reading it tells; undefined where
 * not all of it could be read.
 */
export function canEndSilently({ findings, interpreter, shipped }: Validation): boolean | undefined {
  const codes = new Set(findings.map(({ code }) => code));
  if (codes.has('exits-early')) return true;
  if (interpreter === 'bash' && ERREXIT.test(shipped)) return true;
  return codes.has('partly-unread') ? undefined : false;
}
