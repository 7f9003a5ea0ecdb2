import type { Observation } from './findings.ts';

const FIX = 'Use 1 (critical), 2, 3 or 4 (informational).';

/**
 * Judges a severity that is written as a literal, without its quotes. The runner converts it to an integer: what it cannot
 * convert fails the run at once, and anything but 1, 2 and 3 becomes 4.
 */
export function checkSeverityText(text: string, offset: number): Observation[] {
  // Python's int() accepts the digits and spaces of every writing system.
  if (/[^ -~]/.test(text)) return [];
  const number = integerOf(text);
  if (number === undefined) {
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
      message: `The severity must be 1-4; the runner changes ${number} to 4.`,
      fix: FIX,
    },
  ];
}

const BASES = { '0x': 16, '0o': 8, '0b': 2 };
const DECIMAL = /^[+-]?(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/;

/**
 * The integer that Robot Framework makes of a text in ASCII, the runner's first step with a severity; undefined where it
 * makes none. Spaces and underscores count for nothing, `0x2`, `-0b1` and `2.0` are integers, `2.5` is none.
 * https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html#supported-conversions
 */
function integerOf(text: string): number | undefined {
  const compact = text.replaceAll(/[ _]/g, '').toLowerCase().trim();
  const [, before = '', prefix, after = '', digits] =
    /^([+-]?)(0[xob])([+-]?)([\da-f]+)$/.exec(compact) ?? [];
  if (prefix !== undefined && digits !== undefined) {
    const base = BASES[prefix as keyof typeof BASES];
    const isNumber = [...digits].every((digit) => Number.parseInt(digit, 16) < base);
    return isNumber && !(before && after) ? Number.parseInt(before + after + digits, base) : undefined;
  }
  const [all, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(compact) ?? [];
  if (all === undefined) return undefined;
  const significant = (whole + fraction).replace(/0+$/, '');
  const places = significant.length - whole.length - Number(exponent);
  return significant === '' || places <= 0 ? Number(compact) : undefined;
}
