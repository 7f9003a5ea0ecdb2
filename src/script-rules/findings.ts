import type { FindingCode } from './rule-table.ts';
import type { Position } from './syntax/position.ts';

/** `error` keeps a script from being sent; `auto-fixed` is corrected in what is sent; `advice` is for the author. */
type FindingSeverity = 'error' | 'auto-fixed' | 'advice';

/** One thing to say about a script. */
export interface Finding {
  code: FindingCode;
  severity: FindingSeverity;
  /** Counted from 1, in the script as it was given; absent where the finding is about the whole script. */
  line?: number;
  column?: number;
  /** What is wrong, and what the runner would do with it. */
  message: string;
  /** What to write instead. */
  fix: string;
}

/** A finding whose place is still an offset into the checked text. */
export interface Observation extends Omit<Finding, 'line' | 'column'> {
  offset?: number;
}

export function placeFindings(
  observations: readonly Observation[],
  locate: (offset: number) => Position,
): Finding[] {
  const ordered = observations.toSorted((a, b) => (a.offset ?? -1) - (b.offset ?? -1));
  return ordered.map(({ offset, code, severity, message, fix }) => ({
    code,
    severity,
    ...(offset === undefined ? {} : locate(offset)),
    message,
    fix,
  }));
}
