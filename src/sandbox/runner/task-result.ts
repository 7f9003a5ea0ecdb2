import type { OutFile } from './out-file.ts';
import { asciiDigits, type PythonValue, repr, str, strip, typeName } from './python-value.ts';
import type { RunIssue } from './run.ts';

/** The issues that a task's result holds, and why the task fails; no error means that it passed. */
export interface TaskResult {
  issues: RunIssue[];
  errors: string[];
}

/** The platform files every issue of a Tool Builder task with the same three sentences. */
const FILLER = {
  expected: 'A run of the script that reports no issue.',
  actual: 'The script reported this issue.',
  reproduceHint: 'Run the task of this SLX again.',
};
const LONE_SURROGATE = /\p{Surrogate}/u;
const PREFIXES: [string, number][] = [
  ['0x', 16],
  ['0o', 8],
  ['0b', 2],
];

/** A value cannot be the severity of an issue: the task fails at once. */
class BadSeverity extends Error {}
/** Half of a surrogate pair cannot be encoded: the task fails at once. */
class NotEncodable extends Error {}

/** Applies the rules of a task's result. Only the result file counts: not the exit code, not the streams. */
export function judgeTask(outFile: OutFile, now: Date): TaskResult {
  if (outFile.state === 'absent') return { issues: [], errors: [] };
  if (outFile.state === 'unreadable')
    return failure(`The output could not be read as JSON: ${outFile.reason}.`);
  if (!Array.isArray(outFile.value)) {
    return failure(`The output must be a list of issues; it is of type ${typeName(outFile.value)}.`);
  }
  return judgeElements(outFile.value, now);
}

function judgeElements(elements: PythonValue[], now: Date): TaskResult {
  const issues: RunIssue[] = [];
  const malformed: number[] = [];
  try {
    elements.forEach((element, index) => {
      const issue = toIssue(element, now);
      if (issue) issues.push(issue);
      else malformed.push(index);
    });
  } catch (error) {
    if (error instanceof BadSeverity || error instanceof NotEncodable)
      return { issues, errors: [error.message] };
    throw error;
  }
  return { issues, errors: malformed.length === 0 ? [] : [malformedError(malformed, elements)] };
}

function malformedError([first = 0, ...others]: number[], elements: PythonValue[]): string {
  const count = others.length + 1;
  const shown = repr(elements[first] ?? null).slice(0, 200);
  return `${count} of ${elements.length} issues are malformed: each needs an 'issue title'. The first one, at index ${first}, is ${shown}.`;
}

/** Undefined for an element without a title. */
function toIssue(element: PythonValue, now: Date): RunIssue | undefined {
  if (!(element instanceof Map)) return undefined;
  const title = element.get('issue title') ?? null;
  if (title === null) return undefined;
  const observedAt = element.get('issue observed at') ?? null;
  const issue = {
    severity: toSeverity(element.has('issue severity') ? (element.get('issue severity') ?? null) : 4n),
    title: str(title),
    ...FILLER,
    nextSteps: textOf(element, 'issue next steps'),
    details: textOf(element, 'issue description'),
    observedAt: observedAt === null ? pythonTime(now) : str(observedAt),
  };
  for (const text of [issue.title, issue.nextSteps, issue.details, issue.observedAt]) {
    if (text !== null && LONE_SURROGATE.test(text)) {
      throw new NotEncodable(
        "UnicodeEncodeError: 'utf-8' codec can't encode character: surrogates not allowed.",
      );
    }
  }
  return issue;
}

function textOf(element: Map<string, PythonValue>, key: string): string | null {
  if (!element.has(key)) return '';
  const value = element.get(key) ?? null;
  return value === null ? null : str(value);
}

/** `true` is an integer to Python, equal to 1, and stays what it is. */
function toSeverity(value: PythonValue): number | boolean {
  if (value === true) return true;
  const severity = value === false ? 0 : toInteger(value);
  return severity === 1 || severity === 2 || severity === 3 ? severity : 4;
}

/** Robot Framework's conversion to an integer. */
function toInteger(value: PythonValue): number {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  const number = typeof value === 'string' ? integerFromText(value) : undefined;
  if (number !== undefined) return number;
  throw new BadSeverity(`An issue has the severity ${repr(value)}, which is not an integer.`);
}

/** Integers in other bases, or a decimal number whose fraction is zero. */
function integerFromText(text: string): number | undefined {
  const compact = strip(text.replace(/[ _]/g, '').toLowerCase());
  for (const [prefix, base] of PREFIXES) {
    const parts = compact.split(prefix);
    if (parts.length !== 2 || !/^[+-]?$/.test(parts[0]!)) continue;
    const [, sign, digits] = /^([+-]?)([0-9a-f]+)$/.exec(asciiDigits(strip(parts.join('')))) ?? [];
    const valid = digits !== undefined && [...digits].every((digit) => Number.parseInt(digit, 16) < base);
    return valid ? Number.parseInt(sign + digits, base) : undefined;
  }
  const decimal = /^[+-]?(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/.exec(asciiDigits(compact));
  const [plain, whole = '', places = '', exponent = '0'] = decimal ?? [];
  const digits = (whole + places).replace(/0+$/, '');
  const isWhole = digits === '' || digits.length - whole.length <= Number(exponent);
  return plain !== undefined && isWhole ? Number(plain) : undefined;
}

function pythonTime(now: Date): string {
  return now.toISOString().replace('Z', '000+00:00');
}

function failure(error: string): TaskResult {
  return { issues: [], errors: [error] };
}
