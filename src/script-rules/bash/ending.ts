import { doubtAt, type ScriptEnding } from '../script-ending.ts';
import { findAll, type SyntaxNode, textOf } from '../syntax/tree.ts';
import { type Command, isJob, literalText, topLevelStatements } from './commands.ts';
import { firstEarlyWrite } from './early-write.ts';
import { assignedNames } from './env-vars.ts';
import { type FunctionsReached, functionsReached, type Reached } from './functions-reached.ts';
import { UNSEEN_CODE } from './other-programs.ts';
import { type BashTree, parseBash } from './parse.ts';
import { type ReadTarget, resultWords } from './result-words.ts';
import { topLevelDoubt } from './shell-ends.ts';
import { SureWrites } from './sure-write.ts';
import { takesAway } from './takes-away.ts';

const DIRECTORY = 'CODEBUNDLE_TEMP_DIR';
/** Built-in commands that the proof relies on. */
const RELIED_ON = ['[', 'builtin', 'cat', 'command', 'echo', 'exec', 'printf', 'set', 'unset'];
const DETACHES = new Set(['at', 'batch', 'coproc', 'disown', 'nohup', 'setsid']);

/** Without these signs nothing keeps running after main, whatever the unread parts of a script say. */
const GOES_ON =
  /\b(?:at|batch|coproc|disown|eval|nohup|setsid|source|trap)\b|(?:^|[;\s])\.\s|[<>]\(|(?<![&>|<\\])&(?![&>])/m;

/** Bash reaches a syntax error before main is called; by then only the file itself can have been written. */
const NAMES_RESULT = /run_output|metric_data|ISSUES_FILE|METRIC_FILE|CODEBUNDLE_TEMP_DIR|\b3>/;

/** The ways in which a Bash script may end, by its syntax tree. */
export async function bashEnding(tree: BashTree): Promise<ScriptEnding> {
  const { text, unread, outline } = tree;
  const gap = outline.fault?.offset ?? unread;
  if (gap !== undefined) {
    const doubt = doubtAt(text, gap);
    const later = GOES_ON.test(text) ? doubt : undefined;
    const early = outline.fault && !NAMES_RESULT.test(text) ? undefined : doubt;
    return { mayLeaveNothing: doubt, mayGoOn: later, mayTakeAway: later, mayWriteEarly: early };
  }
  const functions = functionsReached(tree);
  const target = resultWords(tree);
  const all = functions.from(topLevelStatements(tree), ['main']);
  const place = (node: SyntaxNode | undefined) => node && doubtAt(text, node.from);
  const goesOn = whatGoesOn(tree, all);
  return {
    mayLeaveNothing: place(leavesNothing(tree, functions, target, goesOn)),
    mayGoOn: place(goesOn[0]),
    mayTakeAway: place(await takenAwayLater(tree, functions, target, all, goesOn)),
    mayWriteEarly: place(firstEarlyWrite(tree, functions, target, all)),
  };
}

/** The first reason why a script that ended with exit code 0 and no visible error may have left no result. */
function leavesNothing(
  tree: BashTree,
  functions: FunctionsReached,
  target: ReadTarget,
  goesOn: readonly SyntaxNode[],
): SyntaxNode | undefined {
  const [main, other] = functions.named('main');
  if (!main || other || main.parent !== tree.root) return other ?? main ?? tree.root;
  const taken = RELIED_ON.flatMap((name) => functions.named(name))[0] ?? moved(tree);
  const early = taken ?? topLevelDoubt(tree, functions);
  if (early) return early;
  const { isSure, blame, before, after } = new SureWrites(tree, functions, target).ofFunction(main);
  if (!isSure) return blame ?? lastOf(main);
  return (
    goesOn[0] ??
    takesAway(tree, functions.from(before), target, { removalsOnly: true }) ??
    takesAway(tree, functions.from(after), target)
  );
}

/** The directory of the result is changed. */
function moved(tree: BashTree): SyntaxNode | undefined {
  if (!assignedNames(tree).has(DIRECTORY)) return undefined;
  const assignments = new Set(['variable_assignment', 'variable_name']);
  return findAll(tree, assignments).find((node) => textOf(tree, node).startsWith(DIRECTORY)) ?? tree.root;
}

function lastOf(main: SyntaxNode): SyntaxNode {
  const body = main.children.at(-1);
  return body?.children.findLast(({ name }) => !/^(?:[{};()\n&]|comment)$/.test(name)) ?? main;
}

/** What may still run when main has returned: jobs, process substitutions, handlers, and unread code. */
function whatGoesOn(tree: BashTree, { nodes, commands }: Reached): SyntaxNode[] {
  const jobs = nodes.filter(({ name }) => name === '&').map((node) => jobOf(node));
  const substitutions = nodes.filter(({ name }) => name === 'process_substitution');
  const started = commands.filter((command) => isDetached(tree, command)).map(({ node }) => node);
  return [...jobs, ...substitutions, ...started].toSorted((a, b) => a.index - b.index);
}

function jobOf(sign: SyntaxNode): SyntaxNode {
  const siblings = sign.parent!.children;
  return siblings[siblings.indexOf(sign) - 1] ?? sign;
}

function isDetached(tree: BashTree, { name, args }: Command): boolean {
  if (name === undefined) return false;
  if (DETACHES.has(name) || UNSEEN_CODE.has(name)) return true;
  const [first] = args;
  if (name === 'trap')
    return args.length > 1 && first !== undefined && !/^(?:-|''|""|-[lp])$/.test(textOf(tree, first));
  return args.some((arg) => /&\s*["']?$/.test(textOf(tree, arg)));
}

/** What is still running may remove or empty the result; a handler is read as a script of its own. */
async function takenAwayLater(
  tree: BashTree,
  functions: FunctionsReached,
  target: ReadTarget,
  all: Reached,
  goesOn: readonly SyntaxNode[],
): Promise<SyntaxNode | undefined> {
  for (const node of goesOn) {
    const command = all.commands.find((one) => one.node === node);
    // What code from elsewhere leaves behind is unknown; in the script's own shell it has ended before main returned.
    if (UNSEEN_CODE.has(command?.name ?? '') && !isJob(node)) continue;
    const isHandler = command?.name === 'trap';
    const found = isHandler
      ? await handlerTakesAway(tree, functions, target, command)
      : takesAway(tree, functions.from([node]), target);
    if (found) return node;
  }
  return undefined;
}

async function handlerTakesAway(
  tree: BashTree,
  functions: FunctionsReached,
  target: ReadTarget,
  { args }: Command,
): Promise<boolean> {
  const handler = literalText(tree, args[0]!) ?? quotedText(tree, args[0]!);
  if (handler === undefined) return true;
  const own = await parseBash(handler);
  if (own.unread !== undefined || own.outline.fault) return true;
  const inHandler = functionsReached(own).from([own.root]);
  if (takesAway(own, inHandler, target)) return true;
  const names = inHandler.commands.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return takesAway(tree, functions.from([], names), target) !== undefined;
}

/** `"rm -rf $T"`: its variables are expanded when the trap is set, and keep those values. */
function quotedText(tree: BashTree, word: SyntaxNode): string | undefined {
  const isPlain =
    word.name === 'string' &&
    word.children.every(({ name }) => /^(?:"|string_content|simple_expansion|expansion)$/.test(name));
  return isPlain ? textOf(tree, word).slice(1, -1) : undefined;
}
