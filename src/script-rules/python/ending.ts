import { doubtAt, type ScriptEnding } from '../script-ending.ts';
import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { importedModules } from './bindings.ts';
import type { PythonTree } from './parse.ts';
import { writerChange } from './result-writer.ts';
import { STRINGS, stringValue } from './strings.ts';
import { argumentsOf, calleeOf, calls, dottedName, operands, unwrap } from './structure.ts';

const NAMES = new Set(['VariableName', 'PropertyName']);
const MEMBERS = new Set(['MemberExpression']);
const IMPORTS = new Set(['ImportStatement']);

/**
 * Names through which Python ends with exit code 0 and without an exception on standard error, or runs code that cannot be
 * read here.
 */
const ENDS =
  /^(?:_?exit|SystemExit|exec\w*|eval|globals|__import__|__builtins__|builtins|importlib|runpy|ctypes|fork\w*|kill\w*|posix_spawn\w*)$/;
/** Functions that look up further names given as text. */
const LOOKS_UP = /^(?:getattr|attrgetter|methodcaller|__getattribute__)$/;
/** Threads, processes and exit handlers, which keep an interpreter from ending. */
export const GOES_ON =
  /^(?:atexit|Thread\w*|threading|Timer|concurrent|multiprocessing|fork\w*|finalize|__del__|Popen|start_new_session|daemon)$/;
const AT_EXIT = /^(?:atexit|finalize|__del__)$/;
const REMOVES = /^(?:rmtree|unlink|truncate|ftruncate|removedirs|rename|move)$/;
const REMOVING = new Set(['os.remove', 'os.replace']);
/** Through these Python may end, or be ended, after it has written its result. */
const ENDS_LATER =
  /^(?:atexit|_exit|Thread\w*|threading|Timer|concurrent|multiprocessing|signal|kill\w*|alarm|abort|fork\w*|finalize|__del__)$/;
const LOSES_MARK = /^(?:stderr|__stderr__|close\w*|dup\w*)$/;
const NAMES_RESULT = /run_output|CODEBUNDLE_TEMP_DIR/;

/** Modules that never end the process: of the standard library and of the runner's image. */
const QUIET_MODULES = new Set(
  (
    '__future__ abc argparse array ast asyncio atexit base64 binascii bisect calendar collections concurrent configparser ' +
    'contextlib copy csv dataclasses datetime decimal difflib email enum errno fnmatch fractions functools getpass glob gzip ' +
    'hashlib heapq hmac html http io ipaddress itertools json locale logging math mimetypes numbers operator os pathlib ' +
    'pprint queue random re secrets shlex shutil signal socket sqlite3 ssl statistics string struct subprocess sys tarfile ' +
    'tempfile textwrap threading time traceback types typing unicodedata urllib uuid warnings weakref xml zipfile zlib zoneinfo ' +
    'azure boto3 botocore certifi dateutil google httpx jinja2 kubernetes numpy pandas prometheus_client psycopg2 pytz ' +
    'redis requests tabulate tenacity urllib3 yaml'
  ).split(' '),
);

/** The ways in which a Python script may end, by its names, imports and calls; comments and texts do not count. */
export function pythonEnding(tree: PythonTree): ScriptEnding {
  const { text } = tree;
  const names = findAll(tree, NAMES).map((node) => ({ node, name: textOf(tree, node) }));
  const first = (pattern: RegExp) => names.find(({ name }) => pattern.test(name))?.node;
  const strings = findAll(tree, STRINGS).filter((node) => NAMES_RESULT.test(textOf(tree, node)));
  const goesOn = first(GOES_ON) ?? backgroundCommand(tree);
  const replaced = writerChange(tree);
  const removes = first(REMOVES) ?? removal(tree) ?? strings[0];
  const takes = first(AT_EXIT)
    ? removes
    : goesOn && strings.find((node) => /run_output/.test(textOf(tree, node)));
  const place = (node: SyntaxNode | undefined) => node && doubtAt(text, node.from);
  const unread = tree.unread === undefined ? undefined : doubtAt(text, tree.unread);
  const ends = names.find(({ name }) => ENDS.test(name))?.node ?? endsUnseen(tree);
  return {
    mayLeaveNothing: unread ?? place(ends ?? replaced ?? takes ?? strangeModule(tree)),
    mayGoOn: place(goesOn) ?? unread,
    mayTakeAway: place(takes) ?? (/atexit|finalize|__del__/.test(text) ? unread : undefined),
    mayReplaceWriter: place(replaced),
    mayWriteEarly: unread ?? place(first(ENDS_LATER) ?? strings[0]),
    mayLoseMark: unread ?? place(first(LOSES_MARK)),
  };
}

/** A name that is built or looked up as text, `quit()`, and argument parsers, which exit after printing help. */
function endsUnseen(tree: PythonTree): SyntaxNode | undefined {
  const text = findAll(tree, STRINGS).find((node) => ENDS.test(stringValue(tree, node) ?? ''));
  if (text) return text;
  const hasArguments = findAll(tree, NAMES).some((node) => textOf(tree, node) === 'argv');
  return calls(tree).find((call) => {
    const callee = calleeOf(tree, call) ?? textOf(tree, call.children[0]!);
    const [name] = callee.split('.').slice(-1);
    const args = argumentsOf(tree, call);
    if (callee === 'quit') return true;
    if (name === 'parse_args' || name === 'parse_known_args')
      return hasArguments || args.some(({ value }) => !isEmptyList(value));
    if (!LOOKS_UP.test(name ?? '')) return false;
    const lookedUp = args[name === 'getattr' ? 1 : 0];
    return !lookedUp || stringValue(tree, lookedUp.value) === undefined;
  });
}

function isEmptyList(value: SyntaxNode): boolean {
  const list = unwrap(value);
  return list.name === 'ArrayExpression' && operands(list).length === 0;
}

/** Modules whose code is not known to return to its caller. */
function strangeModule(tree: PythonTree): SyntaxNode | undefined {
  return findAll(tree, IMPORTS).find(
    (statement) =>
      statement.children.some(({ name }) => name === '*') ||
      importedModules(tree, statement).some((module) => !QUIET_MODULES.has(module.split('.')[0] ?? '')),
  );
}

/** `os.remove(path)`, `os.replace(a, b)`; lists and texts have such methods, too. */
function removal(tree: PythonTree): SyntaxNode | undefined {
  return findAll(tree, MEMBERS).find((node) => REMOVING.has(dottedName(tree, node) ?? ''));
}

/** A shell command that ends with `&`. */
function backgroundCommand(tree: PythonTree): SyntaxNode | undefined {
  return findAll(tree, STRINGS).find((node) => /&\s*["']+$/.test(textOf(tree, node)));
}
