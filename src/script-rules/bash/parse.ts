import { type Parser, Edit as ParserEdit, type Tree, type TreeCursor } from 'web-tree-sitter';
import { applyEdits, type Edit } from '../syntax/edits.ts';
import { findAll, type SyntaxTree, TreeBuilder, textOf } from '../syntax/tree.ts';
import { type Command, readCommands } from './commands.ts';
import { readOutline } from './grammar.ts';
import { loadParser } from './load-parser.ts';
import type { ShellOutline } from './outline.ts';

/** A Bash script's syntax tree, and its structure as bash itself sees it. */
export interface BashTree extends SyntaxTree {
  outline: ShellOutline;
  commands: readonly Command[];
  /** Offset of the first part that the grammar does not know; undefined where it knows everything. */
  unread: number | undefined;
}

/** A script that takes the parser longer is not read to its end. */
const MAX_PARSE_MS = 1000;

/** Reads any text; never throws. */
export async function parseBash(text: string): Promise<BashTree> {
  const parser = await loadParser();
  const outline = readOutline(text);
  const tree = parseTree(parser, text);
  if (!tree) return { ...emptyTree(text), outline, commands: [], unread: 0 };
  return { ...tree, outline, commands: readCommands(tree), unread: firstUnread(tree, outline) };
}

/** Words that cannot name a command: if the tree has such a command, the parser went wrong before it. */
const RESERVED = /^(?:[{}]|case|coproc|do|done|elif|else|esac|fi|for|function|if|select|then|until|while)$/;
const NAMES = new Set(['command_name']);
const DELIMITERS = new Set(['heredoc_start']);

/** The first part that the tree does not know, or reads differently from the shell's own grammar. */
function firstUnread(tree: SyntaxTree, { delimiters }: ShellOutline): number | undefined {
  const unknown = tree.nodes.find(({ isError, isMissing }) => isError || isMissing)?.from;
  const reserved = findAll(tree, NAMES).find((node) => RESERVED.test(textOf(tree, node)))?.from;
  const ends = new Map(findAll(tree, DELIMITERS).map((node) => [node.from, textOf(tree, node)]));
  const [swallowed] = [...delimiters].find(([from, text]) => ends.get(from) !== text) ?? [];
  const places = [unknown, reserved, swallowed].filter((place) => place !== undefined);
  return places.length === 0 ? undefined : Math.min(...places);
}

/**
 * Texts and names of a script's statements after edits; undefined where not all of it could be read. If the script was the
 * last one read, only the parts around the edits are read again.
 */
export async function readStatements(
  before: string,
  edits: readonly Edit[],
): Promise<{ name: string; text: string }[] | undefined> {
  const text = applyEdits(before, edits);
  const parser = await loadParser();
  const known = last?.text === before ? edited(last.parsed, before, edits) : null;
  const parsed = parseWhole(parser, text, known);
  if (known) forgetLast();
  if (!parsed) return undefined;
  const { rootNode } = parsed;
  const statements = rootNode.children.map(({ type, startIndex, endIndex }) => ({
    name: type,
    text: text.slice(startIndex, endIndex),
  }));
  const isWhole = !rootNode.hasError;
  parsed.delete();
  return isWhole ? statements : undefined;
}

/** The parser's own tree of the last script, kept to be updated with edits. */
let last: { text: string; parsed: Tree } | undefined;

function forgetLast(): void {
  last?.parsed.delete();
  last = undefined;
}

/** Applies edits to a tree, from the last to the first, so that the other offsets stay valid. */
function edited(parsed: Tree, before: string, edits: readonly Edit[]): Tree {
  const point = (offset: number) => {
    const lines = before.slice(0, offset).split('\n');
    return { row: lines.length - 1, column: lines.at(-1)!.length };
  };
  for (const { from, to, text } of edits.toReversed()) {
    const start = point(from);
    const lines = text.split('\n');
    const row = start.row + lines.length - 1;
    const column = (lines.length === 1 ? start.column : 0) + lines.at(-1)!.length;
    parsed.edit(
      new ParserEdit({
        startIndex: from,
        oldEndIndex: to,
        newEndIndex: from + text.length,
        startPosition: start,
        oldEndPosition: point(to),
        newEndPosition: { row, column },
      }),
    );
  }
  return parsed;
}

function parseTree(parser: Parser, text: string): SyntaxTree | undefined {
  const parsed = parseWhole(parser, text);
  if (!parsed) return undefined;
  const cursor = parsed.walk();
  const tree = readNodes(text, cursor);
  cursor.delete();
  forgetLast();
  last = { text, parsed };
  return tree;
}

/** Undefined where the parser loses its way: it does on NUL characters, and in some texts that are not scripts. */
function parseWhole(parser: Parser, text: string, known: Tree | null = null): Tree | undefined {
  if (text.includes('\0')) return undefined;
  const deadline = performance.now() + MAX_PARSE_MS;
  const parsed = parser.parse(text, known, { progressCallback: () => performance.now() > deadline });
  parser.reset();
  return parsed ?? undefined;
}

function readNodes(text: string, cursor: TreeCursor): SyntaxTree {
  const builder = new TreeBuilder(text);
  let isDown = true;
  for (;;) {
    if (isDown) {
      const { nodeType, startIndex, endIndex } = cursor;
      // Each look through the cursor is slow; only an empty token can be a missing one.
      const isMissing = startIndex === endIndex && cursor.nodeIsMissing;
      builder.open(nodeType, startIndex, endIndex, nodeType === 'ERROR', isMissing);
      if (cursor.gotoFirstChild()) continue;
    }
    builder.close();
    isDown = cursor.gotoNextSibling();
    if (!isDown && !cursor.gotoParent()) return builder.finish();
  }
}

function emptyTree(text: string): SyntaxTree {
  const builder = new TreeBuilder(text);
  builder.open('program', 0, text.length);
  builder.close();
  return builder.finish();
}
