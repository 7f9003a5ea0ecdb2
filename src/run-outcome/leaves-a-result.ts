import type { Interpreter } from '../script-rules/script-kind.ts';
import { replacesWriter } from './beyond-main.ts';

/**
 * Whether the text of a script proves that it has left a result when its interpreter ended with exit code 0 and shows
 * no error. It looks at words only, and each word that may end a script early, or keep its result from being written,
 * counts as one that does; functions of Bash that main cannot call are left out. False means "not proved".
 */
export function leavesResult(script: string, interpreter: Interpreter): boolean {
  const text = script.replaceAll('\r\n', '\n');
  return interpreter === 'python' ? pythonLeavesResult(text) : bashLeavesResult(text);
}

/** Words by which Python can end without a visible exception, or change how the result is written. */
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

/** The ways of using the environment that change nothing in it. */
const READS_ENVIRONMENT =
  /\benviron\s*(?:\.\s*(?:copy|get|items|keys|setdefault|values)\b|\[[^\]\n]*\])|(?:\bin\s+|\*\*\s*|\b(?:dict|len|sorted|list|print)\(\s*)(?:os\s*\.\s*)?environ\b(?!\s*[.[])|\bimport\s+environ\s*$/gm;

function pythonLeavesResult(text: string): boolean {
  if (PYTHON_ENDS.test(text) || replacesWriter(text)) return false;
  if (/\benviron/.test(text.replaceAll(READS_ENVIRONMENT, ''))) return false;
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
/** `echo` always writes a line end, unless its first word is an option or may be one; `printf` writes what stands in a format that begins with plain text. */
const WRITES =
  /^\s+(?:echo(?:\s+(?![-$\s])[^;&|<>`#]*)?|printf\s+(['"])[^%\\'"$`][^;&|<>`#]*)\s*(?:1?>&3)\s*$/;

/** A command whose name is only known at run time: `"$check" a`. */
const NAMES_AT_RUN_TIME = /(?:^|[;&|({!`]|\b(?:then|else|do|if|while|until))[ \t]*["']?(?:\w*\$|`)/m;

function bashLeavesResult(text: string): boolean {
  const outline = text.includes('<<') ? undefined : readFunctions(text.split('\n'));
  if (!outline) return false;
  const { bodies, outside } = outline;
  const main = (bodies.get('main') ?? []).filter((line) => !/^\s*(?:#.*)?$/.test(line));
  const others = calledFrom(main, bodies).map((lines) => lines.join('\n'));
  const own = [...outside, ...main].join('\n');
  // A function that comes back early only ends itself.
  if (
    [own, ...others.map((body) => body.replaceAll(/\breturn\b/g, ':'))].some((lines) => BASH_ENDS.test(lines))
  )
    return false;
  if (['echo', 'printf'].some((name) => bodies.has(name))) return false;
  const last = main.at(-1) ?? '';
  const before = main.at(-2) ?? '';
  return WRITES.test(last) && !/(?:\\|\||&&|\b(?:then|else|do)|\{|\(|\))\s*$/.test(before) && isSteady(main);
}

interface Functions {
  bodies: Map<string, string[]>;
  /** Lines outside of functions, each of which runs nothing. */
  outside: string[];
}

/** The functions of a script that is written one to a block of lines; undefined where it is written otherwise. */
function readFunctions(lines: readonly string[]): Functions | undefined {
  const bodies = new Map<string, string[]>();
  const outside: string[] = [];
  let inside: string[] | undefined;
  for (const line of lines) {
    const head = inside === undefined ? FUNCTION_HEAD.exec(line)?.[1] : undefined;
    if (head !== undefined) {
      if (bodies.has(head)) return undefined;
      inside = [];
      bodies.set(head, inside);
    } else if (inside !== undefined && /^\}\s*(?:#.*)?$/.test(line)) inside = undefined;
    else if (inside !== undefined) inside.push(line);
    else if (!QUIET_LINE.test(line)) return undefined;
    else outside.push(line);
  }
  return inside === undefined ? { bodies, outside } : undefined;
}

/** Bodies of the functions that main may call, by itself or through others: each whose name it writes anywhere; all where one is named at run time. */
function calledFrom(main: readonly string[], bodies: ReadonlyMap<string, string[]>): string[][] {
  if ([main, ...bodies.values()].some((lines) => NAMES_AT_RUN_TIME.test(lines.join('\n'))))
    return [...bodies].filter(([name]) => name !== 'main').map(([, lines]) => lines);
  const reached = new Map<string, string[]>();
  const queue: (readonly string[])[] = [main];
  for (let lines = queue.pop(); lines; lines = queue.pop()) {
    const text = lines.join('\n');
    for (const [name, body] of bodies) {
      if (name === 'main' || reached.has(name)) continue;
      const isNamed = new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(text);
      if (!isNamed) continue;
      reached.set(name, body);
      queue.push(body);
    }
  }
  return [...reached.values()];
}

/** Whether, by counting, each bracket and quote that opens in main is closed before its last line. */
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
