import type { Interpreter } from '../script-rules/script-kind.ts';

/**
 * Whether the text of a script proves that it has left a result when its interpreter ended with exit code 0 and shows no
 * error. It looks at words only and takes each that may end a script early, or keep its result from being
 * written, for one that does: false means "not proved".
 */
export function leavesResult(script: string, interpreter: Interpreter): boolean {
  const text = script.replaceAll('\r\n', '\n');
  return interpreter === 'python' ? pythonLeavesResult(text) : bashLeavesResult(text);
}

/** Words by which Python ends without an exception that shows, or changes what writes the result. */
const PYTHON_ENDS =
  /\b(?:exit|_exit|quit|SystemExit|exec\w*|eval|globals|setattr|__import__|__builtins__|builtins|importlib|runpy|ctypes|fork\w*|abort|kill\w*|atexit|signal|excepthook|settrace|setprofile|CODEBUNDLE_TEMP_DIR|run_output|environ\s*\.\s*(?:clear|pop)|environ\s*=|del\s+os|import\s+\*)\b|(?<!re\.)\bcompile\b|import\s*\*|\b(?:json\.\w+|os\.\w+|open)\s*=(?!=)|\b(?:def|class|as|for|global)\s+(?:open|resp|json|os|path|dump)\b/;

/** Modules that end no process for their caller: of the standard library and of the runner's image. */
const QUIET_MODULES = new Set(
  (
    '__future__ abc array ast asyncio base64 binascii bisect calendar collections concurrent configparser contextlib copy csv ' +
    'dataclasses datetime decimal difflib email enum errno fnmatch fractions functools getpass glob gzip hashlib heapq hmac ' +
    'html http io ipaddress itertools json locale logging math mimetypes numbers operator os pathlib pprint queue random re ' +
    'secrets shlex shutil socket sqlite3 ssl statistics string struct subprocess sys tarfile tempfile textwrap threading time ' +
    'traceback types typing unicodedata urllib uuid warnings xml zipfile zlib zoneinfo ' +
    'azure boto3 botocore certifi dateutil google httpx jinja2 kubernetes numpy pandas prometheus_client psycopg2 pytz ' +
    'redis requests tabulate tenacity urllib3 yaml'
  ).split(' '),
);

function pythonLeavesResult(text: string): boolean {
  if (PYTHON_ENDS.test(text)) return false;
  const imports = [
    ...text.matchAll(/(?:^|[;:])[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([^\n;#]+))/gm),
  ];
  return imports
    .flatMap(([, from, names = '']) => (from === undefined ? names.split(',') : [from]))
    .map((name) => name.trim().split(/[.\s]/)[0] ?? '')
    .every((name) => QUIET_MODULES.has(name));
}

/** Words by which Bash ends, leaves main, or reads other text than the script. */
const BASH_ENDS =
  /(?:^|[\s;&|({`"])(?:exit|exec|return|trap|eval|source|\.|kill|unset|alias|coproc|enable|builtin|command|shopt|break|continue|logout|read|mapfile|readarray|bash|sh|unalias|let)(?=$|[\s;&|)}`"])/m;
/** A line outside of functions that runs nothing. */
const QUIET_LINE =
  /^(?:\s*(?:#.*)?|set\s+[-+\w ]+|(?:(?:readonly|declare|local|export)\s+(?:-\w+\s+)*)?\w+=(?:"[^"$`\\]*"|'[^']*'|[^\s"'$`\\;&|()<>]*|"?\$\{\w+:?-[^}"$`]*\}"?))\s*$/;
const FUNCTION_HEAD = /^(?:function\s+)?([\w-]+)\s*(?:\(\s*\))?\s*\{\s*$/;
/** `echo` always writes a line end; `printf` writes what stands in a format that begins with plain text. */
const WRITES = /^\s+(?:echo(?:\s[^;&|<>`#]*)?|printf\s+(['"])[^%\\'"$`][^;&|<>`#]*)\s*(?:1?>&3)\s*$/;

function bashLeavesResult(text: string): boolean {
  if (BASH_ENDS.test(text) || text.includes('<<')) return false;
  const bodies = new Map<string, string[]>();
  let inside: string[] | undefined;
  for (const line of text.split('\n')) {
    const head = inside === undefined ? FUNCTION_HEAD.exec(line)?.[1] : undefined;
    if (head !== undefined) {
      if (bodies.has(head)) return false;
      inside = [];
      bodies.set(head, inside);
    } else if (inside !== undefined && /^\}\s*(?:#.*)?$/.test(line)) inside = undefined;
    else if (inside !== undefined) inside.push(line);
    else if (!QUIET_LINE.test(line)) return false;
  }
  const main = (bodies.get('main') ?? []).filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const last = main.at(-1) ?? '';
  if (['echo', 'printf'].some((name) => bodies.has(name))) return false;
  const before = main.at(-2) ?? '';
  return (
    inside === undefined &&
    WRITES.test(last) &&
    !/(?:\\|\||&&|\b(?:then|else|do)|\{|\(|\))\s*$/.test(before) &&
    isSteady(main)
  );
}

/** All that opens in main is closed again before its last line, quotes too, as far as counting tells. */
function isSteady(main: readonly string[]): boolean {
  const text = main.slice(0, -1).join('\n');
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const quotes = main
    .slice(0, -1)
    .every(
      (line) => (line.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 0 && (line.match(/'/g)?.length ?? 0) % 2 === 0,
    );
  return (
    quotes &&
    count(/(?:^|[;\s])if\s/gm) === count(/(?:^|[;\s])fi\b/gm) &&
    count(/(?:^|[;\s|])(?:for|while|until|select)\s/gm) === count(/(?:^|[;\s])done\b/gm) &&
    count(/(?:^|[;\s])case\s/gm) === count(/(?:^|[;\s])esac\b/gm) &&
    count(/(?:^|\s)\{\s/gm) === count(/(?:^|[;\s])\}/gm) &&
    count(/\(/g) <= count(/\)/g)
  );
}
