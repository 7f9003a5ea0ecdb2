import type { Interpreter } from '../script-rules/script-kind.ts';

/** How a script ended before it was done, by what it left on stderr. */
export interface Crash {
  /** The exception or error, in the interpreter's own words. */
  exception: string;
  /** Line of the script as it was sent. */
  line?: number;
}

const TRACEBACK = 'Traceback (most recent call last):';
const FRAME = /^ {2}File "<stdin>", line (\d+)(?:, in (.+))?$/;
/** Errors that end bash. */
const FATAL =
  /(?:unbound variable|syntax error.*|unexpected EOF.*|bad substitution|main: command not found|parameter null or not set)$/;
/** Errors of single commands. */
const FAILED =
  /(?:command not found|No such file or directory|Permission denied|Is a directory|division by 0.*)$/;
/** Fed to standard input, a script is `bash` outside of functions and `main` in them. */
const SHELL_ERROR = /^(?:bash|main)(?:: line (\d+))?: (.*)$/;

/** The crash that stderr tells of; undefined where there is none, or where the script dealt with it. */
export function findCrash(stderr: string, interpreter: Interpreter | undefined): Crash | undefined {
  const lines = stderr.trimEnd().split('\n').map(withoutGroupMargin);
  const python = interpreter === 'bash' ? undefined : pythonCrash(lines);
  return python ?? (interpreter === 'python' ? undefined : shellCrash(lines));
}

/** A group of exceptions is shown as any other, in a margin. */
function withoutGroupMargin(line: string): string {
  return line.replace(/^ {2}\+ Exception Group (?=Traceback)/, '').replace(/^ {2}\| /, '');
}

/** An exception that went through the top of the script; one that a function printed begins with that function. */
function pythonCrash(lines: readonly string[]): Crash | undefined {
  const start = lines.lastIndexOf(TRACEBACK);
  const block = lines.slice(start + 1);
  const end = block.findIndex((line, at) => at > 0 && /^\S/.test(line));
  const frames = block.slice(0, Math.max(0, end)).flatMap((line) => {
    const match = FRAME.exec(line);
    return match ? [match] : [];
  });
  const [first] = frames;
  const exception = block.slice(end).join('\n');
  if (!first || !isUncaught(first, start >= 0, exception)) return undefined;
  return { exception, line: Number(frames.at(-1)![1]) };
}

function isUncaught(first: RegExpExecArray, hasTraceback: boolean, exception: string): boolean {
  if (!hasTraceback) return /^(?:Syntax|Indentation|Tab)Error\b/.test(exception);
  return first[2] === '<module>';
}

function shellCrash(lines: readonly string[]): Crash | undefined {
  const errors = shellErrors(lines);
  return (
    errors.find(({ exception }) => FATAL.test(exception)) ??
    errors.find(({ exception }) => FAILED.test(exception))
  );
}

/** The last error of bash on stderr, for a script that is known to have ended early. */
export function lastShellError(stderr: string): Crash | undefined {
  return shellErrors(stderr.split('\n')).at(-1);
}

function shellErrors(lines: readonly string[]): Crash[] {
  return lines.flatMap((line) => {
    const match = SHELL_ERROR.exec(line);
    if (!match) return [];
    const exception = match[2]!;
    return [match[1] === undefined ? { exception } : { exception, line: Number(match[1]) }];
  });
}
