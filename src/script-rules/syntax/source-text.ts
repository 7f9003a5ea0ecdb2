import type { Edit } from './edits.ts';
import { type Fence, fenceAround } from './markdown-fence.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** A script as the runner's interpreter reads it, with a mapping back to the text that was given. */
export interface SourceText {
  /** Without a byte order mark and the Markdown fence around it, with LF at the end of every line. */
  text: string;
  /** Offset in the given text of an offset in `text`. */
  toOriginal(offset: number): number;
  /** What is removed from the given text, before the script and after it. */
  before: Edit;
  after: Edit;
  hasByteOrderMark: boolean;
  /** The lines of `text` are those of the given one without the indentation of its fence. */
  isIndented: boolean;
  /** The Markdown fence around the script; offsets are in the given text without its byte order mark. */
  fence: Fence | undefined;
}

/** The runner turns CRLF into LF before it runs a script. */
export function readSourceText(original: string): SourceText {
  const hasByteOrderMark = original.startsWith(BYTE_ORDER_MARK);
  const start = hasByteOrderMark ? 1 : 0;
  const fence = fenceAround(original.slice(start));
  const from = start + (fence?.from ?? 0);
  const to = fence ? start + fence.to : original.length;
  const { text, cuts } = readLines(original.slice(from, to), fence?.indent ?? '');
  return {
    text,
    toOriginal: (offset) => from + offset + countBelow(cuts, offset),
    isIndented: fence !== undefined && fence.indent !== '',
    before: { from: 0, to: from, text: '' },
    after: { from: to, to: original.length, text: '' },
    hasByteOrderMark,
    fence,
  };
}

/**
 * The text with LF at the end of each line, and without what of the indentation a line begins with. For each character that
 * was taken out, `cuts` has the offset in the text of the one before it.
 */
function readLines(body: string, indent: string): { text: string; cuts: number[] } {
  if (indent === '' && !body.includes('\r\n')) return { text: body, cuts: [] };
  const cuts: number[] = [];
  const lines = body.split('\n');
  let text = '';
  for (const [at, line] of lines.entries()) {
    const from = sharedLength(line, indent);
    const to = at < lines.length - 1 && line.endsWith('\r') ? line.length - 1 : line.length;
    for (let cut = 0; cut < from; cut += 1) cuts.push(text.length - 1);
    text += line.slice(from, to);
    if (to < line.length) cuts.push(text.length);
    if (at < lines.length - 1) text += '\n';
  }
  return { text, cuts };
}

function sharedLength(line: string, indent: string): number {
  let length = 0;
  while (length < indent.length && line[length] === indent[length]) length += 1;
  return length;
}

/** How many of the ascending numbers are smaller. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
