import type { Observation } from './findings.ts';

const FIX = 'Use 1 (critical), 2, 3 or 4 (informational).';

/**
 * Judges a severity that is written as a literal, without its quotes. The runner converts it to an integer: what it cannot
 * convert fails the run at once, and anything but 1, 2 and 3 becomes 4.
 */
export function checkSeverityText(text: string, offset: number): Observation[] {
  const compact = text.replaceAll(/[\s_]/g, '');
  // Python's int() accepts the digits of every writing system.
  if (/\p{Nd}/u.test(compact) && /[^ -~]/.test(compact)) return [];
  const number = compact === '' ? Number.NaN : Number(compact);
  if (Number.isNaN(number) || !Number.isInteger(number)) {
    return [
      {
        code: 'severity-not-an-integer',
        severity: 'error',
        offset,
        message: `The severity ${text} is not an integer: the run fails here and drops the issues that follow.`,
        fix: FIX,
      },
    ];
  }
  if (number >= 1 && number <= 4) return [];
  return [
    {
      code: 'severity-out-of-range',
      severity: 'advice',
      offset,
      message: `The severity must be 1-4; the runner makes 4 of ${number}.`,
      fix: FIX,
    },
  ];
}
