const BYTE_ORDER_MARK = '\uFEFF';

/** A script as the runner's interpreter reads it, with the way back to the text that was given. */
export interface SourceText {
  /** Without a byte order mark, with LF at the end of every line. */
  text: string;
  /** Offset in the given text of an offset in `text`. */
  toOriginal(offset: number): number;
  hasByteOrderMark: boolean;
}

/** The runner makes LF of CRLF before it runs a script. */
export function readSourceText(original: string): SourceText {
  const hasByteOrderMark = original.startsWith(BYTE_ORDER_MARK);
  const body = hasByteOrderMark ? original.slice(1) : original;
  const returns: number[] = [];
  for (let at = body.indexOf('\r\n'); at >= 0; at = body.indexOf('\r\n', at + 2))
    returns.push(at - returns.length);
  const shift = hasByteOrderMark ? 1 : 0;
  return {
    text: returns.length === 0 ? body : body.replaceAll('\r\n', '\n'),
    toOriginal: (offset) => offset + shift + countBelow(returns, offset),
    hasByteOrderMark,
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
