import { createHash } from 'node:crypto';
import type { Interpreter } from '../script-rules/script-kind.ts';

/** What the mark of a test run tells: main came back, and with what. */
export interface CompletionMark {
  /** Bash: exit status of main, and whether the result file has content. */
  status?: number;
  written?: boolean;
  /** Python: type of what came back, and the length of a list or tuple. */
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

/** Options of Bash that show each command, and aliases of the script's own, would let the mark be seen or change a run. */
const SHOWS_COMMANDS =
  /\bDEBUG\b|\bset\s+(?:-\w+\s+)*-\w*[xvn]|\b(?:xtrace|verbose|noexec|expand_aliases|BASH_ALIASES|BASH_XTRACEFD)\b|\balias\b|^#!.*\s-\w*[xv]/m;

/**
 * The script with a last line that makes `main` say on standard error that it came back. The line takes the place of the
 * empty one before the runner's own, so that no line number moves. Undefined where it could be seen by the script.
 */
export function withMark(script: string, interpreter: Interpreter): string | undefined {
  if (/\\\s*$/.test(script)) return undefined;
  if (interpreter === 'bash' && SHOWS_COMMANDS.test(script)) return undefined;
  const start = script === '' || script.endsWith('\n') ? script : `${script}\n`;
  return start + markLine(hashScript(script), interpreter);
}

function markLine(hash: string, interpreter: Interpreter): string {
  return interpreter === 'python' ? pythonLine(hash) : bashLine(hash);
}

/** The alias is expanded in the runner's line `main` only: no function is wrapped, and no frame is added. */
function bashLine(hash: string): string {
  const report = [
    'main; ( ',
    `s=$?; r=empty; [[ -s "\${CODEBUNDLE_TEMP_DIR-}/run_output.json" ]] && r=written; `,
    `[[ -f /dev/fd/2 ]] || builtin printf "\\n${PREFIX}${hash}] main came back: status %d, result %s\\n" "$s" "$r" >&2`,
    ' ) || :',
  ].join('');
  return `builtin shopt -s expand_aliases; builtin alias main='${report}' ${END}`;
}

/** `map` and `operator.call` call main without a frame of ours; main has its own name again before it begins. */
function pythonLine(hash: string): string {
  const source = `
def install():
    import functools, operator, os, sys
    main = names.get("main")
    if not callable(main):
        return
    def restore(value):
        names["main"] = value
        return value
    def report(value):
        try:
            import stat
            if not stat.S_ISREG(os.fstat(2).st_mode):
                what = type(value).__name__
                if isinstance(value, (list, tuple)):
                    what += ", length " + str(len(value))
                if sys.__stderr__ is not None and not sys.__stderr__.closed:
                    sys.__stderr__.flush()
                os.write(2, ("\\n${PREFIX}${hash}] main came back: type " + what + "\\n").encode())
        except Exception:
            pass
        return value
    names["main"] = functools.partial(next, map(report, map(operator.call, map(restore, [main]))))
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
  const stderr = takeLines(streams.stderr);
  const stdout = takeLines(streams.stdout);
  const found = [...stdout.found, ...stderr.found].filter(([, one]) => hash === undefined || one === hash);
  const last = found.at(-1);
  return { stdout: stdout.text, stderr: stderr.text, mark: last && markOf(last, hash !== undefined) };
}

function markOf([, , status, result, type, length]: RegExpExecArray, isKnown: boolean): CompletionMark {
  if (type === undefined) return { status: Number(status), written: result === 'written', isKnown };
  return length === undefined ? { type, isKnown } : { type, length: Number(length), isKnown };
}

function takeLines(stream: string): { text: string; found: RegExpExecArray[] } {
  if (!stream.includes(PREFIX)) return { text: stream, found: [] };
  const found = [...stream.matchAll(MARK)];
  return { text: withoutSource(stream.replaceAll(MARK, '')), found };
}

/** A shell that dies by a signal has its here-document quoted, the mark's own source included. */
function withoutSource(stream: string): string {
  if (!stream.includes(END)) return stream;
  return stream
    .split('\n')
    .map((line) => (line.endsWith(END) ? '' : line))
    .join('\n');
}
