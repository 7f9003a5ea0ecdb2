import type { SyntaxTree } from '../syntax/tree.ts';
import { type Command, literalText } from './commands.ts';

/** Commands that run code from outside the script. */
export const UNSEEN_CODE: ReadonlySet<string> = new Set(['.', 'eval', 'source']);

/** Commands that run the command in their words. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  (
    'builtin chroot command coproc doas env exec find flock ionice ltrace nice nohup nsenter ' +
    'parallel script setsid stdbuf strace su sudo time timeout unshare watch xargs'
  ).split(' '),
);

/** Programs that run code which is not in their words. */
export const PROGRAM_RUNNERS: ReadonlySet<string> = new Set(
  (
    'Rscript ansible-playbook busybox bun cargo cmake deno dotnet expect go java julia just lua make ' +
    'npm npx pipenv pnpm poetry powershell pwsh run-parts socat tclsh tsx uv uvx yarn'
  ).split(' '),
);

const SYSTEM_PROGRAM = /^\/(?:usr\/)?(?:local\/)?s?bin\//;

/** Whether a word in place of a command runs code that is not read here. */
export function isUnseenProgram(name: string): boolean {
  if (UNSEEN_CODE.has(name) || PROGRAM_RUNNERS.has(programOf(name))) return true;
  return name.includes('/') && !SYSTEM_PROGRAM.test(name);
}

/** awk writes files as interpreters do, and takes its program without an option. */
const AWK = /^[gmn]?awk$/;
const INTERPRETERS = /^(?:(?:ba|da|k|z)?sh|node|perl|php|python[\d.]*|ruby)$/;

export const isAwk = (program: string): boolean => AWK.test(program);

/** Whether a program runs a script of its own language. */
export const isInterpreter = (program: string): boolean => INTERPRETERS.test(program) || AWK.test(program);

/** Programs, and subcommands such as that of `kubectl cp`, that write to files named in their words. */
const FILE_WRITERS: ReadonlySet<string> = new Set(
  'cp curl dd find install ln mv rsync sed sort split sponge tar tee unzip wget'.split(' '),
);

/** Whether a command may write to files that it names, also through a program that runs it: `sudo tee`. */
export function mayWriteNamedFiles(tree: SyntaxTree, { name, args }: Command): boolean {
  const words = [name, ...args.map((arg) => literalText(tree, arg))];
  return words.some((word) => word !== undefined && FILE_WRITERS.has(programOf(word)));
}

/** The program that a command's name stands for: `/usr/bin/env` is `env`. */
export const programOf = (name: string): string => name.replace(/^.*\//, '');

/** How code in another language, or a command given as text, names the file of the result. */
const NAMES = 'run_output|metric_data|\\bfd/3\\b|ISSUES_FILE|METRIC_FILE';

/** Such code may write to the result. */
export const WRITES_RESULT = new RegExp(`${NAMES}|[>&]\\s*3\\b|fdopen\\(|\\bopen\\(3|\\bos\\.write\\(`);
/** Such code may remove or empty the result. */
export const REMOVES_RESULT = new RegExp(
  `${NAMES}|CODEBUNDLE_TEMP_DIR|\\brm\\b|\\bmv\\b|unlink|remove|rmtree|truncate|rename|glob`,
);
/** Such code may write anywhere other than its output. */
export const WRITES_SOMEWHERE =
  /open|write|dup|\bimport\s*\(|fd|\bexec|system|popen|subprocess|import_module|__import__|require|spawn|environ|Path|\b(?:do|load)\s*\(?["']|print\w*[^;}\n]*>|>\s*[&"'$\w/]/i;
