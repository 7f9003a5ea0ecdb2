import { createHash } from 'node:crypto';
import type { Interpreter } from '../script-rules/script-kind.ts';

/** What the mark of a test run tells: main returned, and what. */
export interface CompletionMark {
  /** Bash: exit status of main, and whether the result file has content. */
  status?: number;
  written?: boolean;
  /** Python: type of what was returned, and the length of a list or tuple. */
  type?: string;
  length?: number;
  /** Whether the mark is known to be that of the script that was run. */
  isKnown: boolean;
}

const HASH_LENGTH = 12;
const PREFIX = '[runwhen-mcp ';
/** A whole line, with the line break that is printed before it. */
const MARK =
  /(?:^|\n)\[runwhen-mcp ([0-9a-f]{12})\] main came back: (?:status (\d+), result (written|empty)|type (\w+)(?:, length (\d+))?)(?:\n|$)/g;
const END = '# Completion mark of the RunWhen MCP server';

/** Identifies a script in its mark. */
function hashScript(script: string): string {
  return createHash('sha256').update(script).digest('hex').slice(0, HASH_LENGTH);
}

/** Bash that shows each command or lists the aliases, removes the file of the result, or catches standard error. */
const BASH_WOULD_SEE =
  /\bDEBUG\b|(?:^|[;&|({]|\b(?:then|do|else|builtin|command)\b)[ \t]*set\s(?:[^\n;|&]*\s)?-\w*[xvn]|-\w*o\s+(?:xtrace|verbose|noexec)\b|\bshopt\s(?:[^\n;|&]*\s)?-(?:\w*o|\w*s\b[^\n;]*expand_aliases)|\b(?:BASH_XTRACEFD|mkfifo)\b|^#!.*\s-\w*[xv]|\balias\s+(?:exec|main)=|(?<![${])\bCODEBUNDLE_TEMP_DIR\b|\bexec\b[^\n]*(?:>\s*>\(|2>&\s*(?!1\b|-))|\b(?:builtin|shopt|alias|unalias)\s*\(\)/m;
/**
 * Python that shows each call, changes what every module is made of, or catches standard error at the system's level.
 */
const PYTHON_WOULD_SEE =
  /\b(?:settrace\w*|setprofile\w*|addaudithook|monitoring|builtins|__builtins__|meta_path|dup2?|get_objects|get_referrers)\b|\b__import__\s*=(?!=)/;

/**
 * The script with a last line that makes `main` say on standard error that it has returned. The line takes the place of
 * the empty one before the runner's own, so that no line number moves. Undefined where it could be seen by the script.
 */
export function withMark(script: string, interpreter: Interpreter): string | undefined {
  const wouldSee = interpreter === 'bash' ? BASH_WOULD_SEE : PYTHON_WOULD_SEE;
  if (/\\\s*$/.test(script) || wouldSee.test(script)) return undefined;
  const start = script.endsWith('\n') ? script : `${script}\n`;
  return start + markLine(hashScript(script), interpreter);
}

function markLine(hash: string, interpreter: Interpreter): string {
  return interpreter === 'python' ? pythonLine(hash) : bashLine(hash);
}

/**
 * The alias is expanded in the runner's line `main` only: no function is wrapped, no frame is added, and it is gone before
 * main begins. The subshell sets no variable, since one of that name may be read-only. Nothing but a pipe is written to:
 * a script may have put a file of its own in the place of standard error.
 */
function bashLine(hash: string): string {
  const report = [
    'builtin unalias main; builtin shopt -u expand_aliases; exec; main; ( ',
    `builtin set -- "$?" empty; [[ -s "\${CODEBUNDLE_TEMP_DIR-}/run_output.json" ]] && builtin set -- "$1" written; `,
    `[[ -p /dev/fd/2 ]] && builtin printf "\\n${PREFIX}${hash}] main came back: status %d, result %s\\n" "$1" "$2" >&2`,
    ' ) || :',
  ].join('');
  return `builtin shopt -s expand_aliases; builtin alias main='${report}' ${END}`;
}

/**
 * `map` calls main as the interpreter does, without a frame of ours and without a module that was not there; main has its
 * own name again before it begins.
 */
function pythonLine(hash: string): string {
  const source = `
def install():
    main = names.get("main")
    if not callable(main):
        return
    def restore(value):
        names["main"] = value
        return value
    def report(value):
        try:
            import os, stat, sys
            if stat.S_ISFIFO(os.fstat(2).st_mode):
                name = type(value).__name__
                what = name if name.isascii() and name.isidentifier() else "object"
                for kind in (list, tuple):
                    if isinstance(value, kind):
                        what += ", length " + str(kind.__len__(value))
                if sys.__stderr__ is not None and not sys.__stderr__.closed:
                    sys.__stderr__.flush()
                os.write(2, ("\\n${PREFIX}${hash}] main came back: type " + what + "\\n").encode())
        except Exception:
            pass
        return value
    names["main"] = map(report, map(type(main).__call__, map(restore, [main]))).__next__
try:
    install()
except Exception:
    pass
`;
  return `__import__("builtins").exec(${JSON.stringify(source)}, {"names": __import__("builtins").globals()}) ${END}`;
}

/** A script as it was sent, without its mark; `hash` is undefined where it has none. */
export function withoutMark(sent: string): { script: string; hash?: string } {
  const start = sent.lastIndexOf('\n') + 1;
  const line = sent.slice(start);
  const hash = /\[runwhen-mcp ([0-9a-f]{12})\]/.exec(line)?.[1];
  if (hash === undefined || !line.endsWith(END)) return { script: sent };
  const script = sent.slice(0, start);
  const candidates = [script, script.slice(0, -1)];
  return { script: candidates.find((one) => hashScript(one) === hash) ?? script, hash };
}

/** Takes the mark out of the streams. With `hash` only the marks of that script count; else the last one is taken. */
export function takeMark(
  streams: { stdout: string; stderr: string },
  hash: string | undefined,
): { stdout: string; stderr: string; mark: CompletionMark | undefined } {
  const found = [...marksIn(streams.stdout), ...marksIn(streams.stderr)];
  const last = found.findLast(([, one]) => hash === undefined || one === hash);
  const own = last?.[1] ?? hash;
  return {
    stdout: withoutMarks(streams.stdout, own),
    stderr: withoutMarks(streams.stderr, own),
    mark: last && markOf(last, hash !== undefined),
  };
}

function markOf([, , status, result, type, length]: RegExpExecArray, isKnown: boolean): CompletionMark {
  if (type === undefined) return { status: Number(status), written: result === 'written', isKnown };
  return length === undefined ? { type, isKnown } : { type, length: Number(length), isKnown };
}

function marksIn(stream: string): RegExpExecArray[] {
  return [...stream.matchAll(MARK)];
}

/** Marks of another script stay: this one printed them. */
function withoutMarks(stream: string, hash: string | undefined): string {
  return withoutSource(stream.replaceAll(MARK, (line, one) => (one === hash ? '' : line)));
}

/** A shell that dies by a signal has its here-document quoted, the mark's own source included. */
function withoutSource(stream: string): string {
  // Nearly every stream is without, and streams may be long.
  if (!stream.includes(END)) return stream;
  return stream
    .split('\n')
    .map((line) => (line.endsWith(END) ? '' : line))
    .join('\n');
}
