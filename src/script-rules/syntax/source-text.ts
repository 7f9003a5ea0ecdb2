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
  const body = original.slice(from, to);
  const returns: number[] = [];
  for (let at = body.indexOf('\r\n'); at >= 0; at = body.indexOf('\r\n', at + 2))
    returns.push(at - returns.length);
  return {
    text: returns.length === 0 ? body : body.replaceAll('\r\n', '\n'),
    toOriginal: (offset) => from + offset + countBelow(returns, offset),
    before: { from: 0, to: from, text: '' },
    after: { from: to, to: original.length, text: '' },
    hasByteOrderMark,
    fence,
  };
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
