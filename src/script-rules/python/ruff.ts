import ruff, { type Diagnostic } from '@astral-sh/ruff-wasm-nodejs';
import type { Observation } from '../findings.ts';

/**
 * Rules of Ruff that mean “CPython does not compile this”, in addition to its `invalid-syntax`. A script that CPython
 * rejects never starts, and the runner takes its silence for health. https://docs.astral.sh/ruff/rules/
 */
const DOES_NOT_COMPILE = [
  'F404', // late `from __future__`
  'F406', // `import *` in a function
  'F407', // unknown `__future__` feature
  'F622', // two starred targets
  'F701', // break outside a loop
  'F702', // continue outside a loop
  'F704', // yield outside a function
  'F706', // return outside a function
  'F707', // bare except before another
  'PLE0115', // nonlocal and global
  'PLE0117', // nonlocal without a binding
  'PLE0118', // use before a global declaration
  'PLE1142', // await outside an async function
];
/** Rules that find real faults in checks: names that do not exist, format strings that do not fit, secrets in the text. */
const ADVICE = ['F50', 'F52', 'F632', 'F821', 'F823', 'PLE1205', 'PLE1206', 'S105', 'S106', 'S107'];
const ERRORS: ReadonlySet<string> = new Set(['invalid-syntax', ...DOES_NOT_COMPILE]);

/** One of Ruff's findings, with an offset into the text that it was given. */
export interface RuffFinding {
  /** Ruff's own code, such as `F821`, or `invalid-syntax`. */
  code: string;
  message: string;
  offset: number;
  /** The text that it is about. */
  text: string;
}

/** All rules that are used, for the Python of the runner's image; `json` and `os` exist by the time it calls main(). */
const SETTINGS = {
  'target-version': 'py314',
  builtins: ['json', 'os'],
  lint: { select: [...DOES_NOT_COMPILE, ...ADVICE], 'allowed-confusables': [] },
};

let workspace: ruff.Workspace | undefined;

/** Reads any text; never throws. Lines with `noqa` are treated like others. */
export function checkWithRuff(text: string): RuffFinding[] {
  workspace ??= new ruff.Workspace(SETTINGS, ruff.PositionEncoding.Utf16);
  const starts = lineStarts(text);
  const offsetOf = ({ row, column }: Diagnostic['start_location']) =>
    Math.min((starts[row - 1] ?? text.length) + column - 1, text.length);
  const found: Diagnostic[] = workspace.check(withoutNoqa(text));
  return found.map(({ code, message, start_location, end_location }) => ({
    code: code ?? 'invalid-syntax',
    message,
    offset: offsetOf(start_location),
    text: text.slice(offsetOf(start_location), offsetOf(end_location)),
  }));
}

/** Ruff ignores lines with such comments; Python does not. */
function withoutNoqa(text: string): string {
  return text.replace(
    /(#.*?)(?:noqa|ruff|flake8)/gi,
    (comment, start: string) => start + 'x'.repeat(comment.length - start.length),
  );
}

/** Ruff counts LF, CRLF and CR as ends of lines. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

/** The first reason why CPython does not compile the text; undefined where there is none. */
export function syntaxFault(findings: readonly RuffFinding[]): RuffFinding | undefined {
  // What follows the first fault is often only its consequence.
  return findings.filter(({ code }) => ERRORS.has(code)).toSorted((a, b) => a.offset - b.offset)[0];
}

export function syntaxError(what: string, offset: number): Observation {
  return {
    code: 'syntax-error',
    severity: 'error',
    offset,
    message: `Syntax error: ${what}. Python cannot start this script, and the runner would report no issues.`,
    fix: 'Correct the syntax here or just before.',
  };
}

/** Names that are bound nowhere in the text and that Python does not have. */
export function undefinedNames(findings: readonly RuffFinding[]): string[] {
  return findings.filter(({ code }) => code === 'F821').map(({ text }) => text);
}

/** Faults that show only when the line is reached; a name that is bound nowhere is named once. */
export function lintAdvice(findings: readonly RuffFinding[]): Observation[] {
  const names = new Set<string>();
  const isRepeated = ({ code, text }: RuffFinding) =>
    code === 'F821' && (names.has(text) || !names.add(text));
  return findings
    .filter((finding) => !isRepeated(finding))
    .flatMap((finding): Observation[] => {
      const { code, message, offset, text } = finding;
      if (ERRORS.has(code)) return [];
      const isSecret = code.startsWith('S1');
      if (isSecret && !looksSecret(text)) return [];
      const kind = isSecret ? 'secret-in-script' : code.startsWith('F82') ? 'undefined-name' : 'likely-fault';
      const fix = FIXES[kind];
      return [{ code: kind, severity: 'advice', offset, message: `${message} (Ruff ${code}).`, fix }];
    });
}

const FIXES = {
  'secret-in-script': 'Pass it in as a secret: the script gets the path of a file with its value.',
  'undefined-name': 'Define or import it: when the line is reached, main() ends with a NameError.',
  'likely-fault': 'Correct the expression.',
};

/** A literal, or an argument with its name, that may be a credential: not a credential's name, a path, an address or a placeholder. */
function looksSecret(literal: string): boolean {
  const value = literal.replace(/^[^"']*["']+|["']+$/g, '');
  return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value) && !/[\s/<>{}]/.test(value);
}
