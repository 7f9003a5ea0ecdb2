import type { Interpreter } from '../script-rules/script-kind.ts';
import type { CompletionMark } from './completion-mark.ts';

/** What a script may do to its result besides returning from main; read from words, each of which may be harmless. */

/** Jobs in the background, and what runs when the shell ends: they hold the streams open, and may still write. */
const BASH_GOES_ON = /\b(?:coproc|disown|nohup|setsid|trap)\b|[<>]\(|(?<![&>|<\\])&(?=\s|[);}]|$)/m;
/** Threads, processes and exit handlers, which keep an interpreter from ending. */
const PYTHON_GOES_ON =
  /\b(?:atexit|Thread\w*|threading|Timer|concurrent|multiprocessing|fork\w*|finalize|__del__|Popen|start_new_session)\b|&\s*["']/;

/** Whether a script may still be at work after main has returned. */
export function goesOnAfterMain(script: string, interpreter: Interpreter): boolean {
  return (interpreter === 'bash' ? BASH_GOES_ON : PYTHON_GOES_ON).test(script);
}

/** The file of the result by one of its names, its whole directory, and patterns that it may match. */
const BASH_RESULT =
  /run_output|ISSUES_FILE|CODEBUNDLE_TEMP_DIR\}?"?(?:\/?\*|\/?["'\s;)]|\/?$)|\b(?:rm|find|mv)\b[^\n;|]*[*?]/m;
const PYTHON_AT_EXIT = /\b(?:atexit|finalize|__del__)\b/;
const PYTHON_RESULT =
  /\b(?:run_output|CODEBUNDLE_TEMP_DIR|rmtree|os\s*\.\s*(?:remove|unlink|rename|replace|truncate))\b|\.unlink\(/;

/** Whether what runs after main may take the result away again. */
function mayTakeResultAway(script: string, interpreter: Interpreter): boolean {
  if (interpreter === 'bash') return BASH_GOES_ON.test(script) && BASH_RESULT.test(script);
  return PYTHON_AT_EXIT.test(script) && PYTHON_RESULT.test(script);
}

/** Modules that the runner writes the result of Python with, and another name for one of them. */
const WRITERS = 'os|os\\.path|posixpath|json|json\\.encoder|builtins';
const OTHER_NAMES = new RegExp(
  `\\bimport\\s+(?:${WRITERS})\\s+as\\s+(\\w+)|\\bfrom\\s+(?:os|json)\\s+import\\s[^\\n]*\\b(?:path|encoder)\\s+as\\s+(\\w+)`,
  'g',
);
/** `open` as another thing at the top level, a module put in the place of another, tests that replace parts. */
const REPLACES =
  /^(?:def|class)\s+open\b|^open\s*(?::[^=\n]*)?=(?!=)|\bglobal\b[^\n]*\bopen\b|\bimport\b[^\n]*\bopen\b|["'](?:open|json|os)["']\s*\]\s*=(?!=)|\bmodules\s*\[[^\]\n]*\]\s*=(?!=)|\b(?:import|from)\s[^\n]*\b(?:mock|gevent|eventlet|pyfakefs)\b/m;
/** The directory of the result as another one, or a variable that is only known at run time. */
const MOVES_RESULT = new RegExp(
  [
    'environb?\\s*\\[\\s*(?!["\'](?!CODEBUNDLE_TEMP_DIR)\\w+["\']\\s*\\])[^\\]\\n]*\\]\\s*=(?!=)',
    'environb?\\s*\\|?=(?!=)',
    'environb?\\s*\\.\\s*(?:clear|popitem)\\b',
    'environb?\\s*\\.\\s*(?:pop|update|__setitem__)\\s*\\((?!\\s*(?:\\{?\\s*["\']|\\w+\\s*=))',
    'environb?\\s*\\.\\s*(?:pop|update|__setitem__)\\s*\\([^\\n]*CODEBUNDLE_TEMP_DIR',
    'del\\s+(?:\\w+\\.)?environb?\\s*\\[\\s*(?!["\'](?!CODEBUNDLE_TEMP_DIR)\\w+["\']\\s*\\])',
  ].join('|'),
);

/** Whether a Python script may change what the runner writes its result with, or where to. */
export function replacesWriter(script: string): boolean {
  if (REPLACES.test(script) || MOVES_RESULT.test(script)) return true;
  const others = [...script.matchAll(OTHER_NAMES)].map(([, name, part]) => name ?? part);
  const roots = ['os', 'json', 'posixpath', 'path', 'builtins', ...others].join('|');
  return new RegExp(
    `\\b(?:${roots})(?:\\.\\w+)*\\.(?:dump|environ|fspath|iterencode|join|JSONEncoder|open|path)\\s*=(?!=)|\\b(?:setattr|vars)\\(\\s*(?:${roots})\\b|\\b(?:${roots})(?:\\.\\w+)*\\.__dict__`,
  ).test(script);
}

/** Why the file of the result may be another than main left it, whose mark is given; undefined where nothing says so. */
export function doubtAfterMain(mark: CompletionMark, script: string): string | undefined {
  const interpreter = mark.type === undefined ? 'bash' : 'python';
  if (mark.length === 0 && replacesWriter(script)) {
    return `main returned an empty ${mark.type}, but the script may change what the runner writes it with, or where to: it is not known whether it was written.`;
  }
  if ((mark.length === 0 || mark.written) && mayTakeResultAway(script, interpreter)) {
    return 'main returned and reported no issues, but what the script does afterwards may remove its result: it is not known whether it did.';
  }
  if (mark.written === false && goesOnAfterMain(script, interpreter)) {
    return `main returned with status ${mark.status} and had written no result, but the script may go on after it: it is not known whether it wrote one then.`;
  }
  return undefined;
}
