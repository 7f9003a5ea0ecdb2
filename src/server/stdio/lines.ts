/** Longest message accepted, in bytes: any script fits in, encoded. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** How much of either end is kept of a line that is too long, to find out whose message it was. */
const KEPT_BYTES = 1024;

export interface LineListener {
  /** One line without its end and without a byte order mark; never empty. */
  line(bytes: Buffer): void;
  /** A line that was dropped because it is over the limit: its first and last bytes. */
  tooLong(ends: { first: Buffer; last: Buffer }): void;
}

/** Cuts incoming bytes into lines ended by LF or CRLF. Keeps no more than the limit. */
export function createLineReader(listener: LineListener, maxBytes = MAX_MESSAGE_BYTES) {
  let parts: Buffer[] = [];
  let size = 0;
  let first: Buffer | undefined;

  const add = (bytes: Buffer) => {
    parts.push(bytes);
    size += bytes.length;
    if (size <= maxBytes) return;
    const whole = Buffer.concat(parts);
    first ??= Buffer.from(whole.subarray(0, KEPT_BYTES));
    const last = Buffer.from(whole.subarray(-KEPT_BYTES));
    parts = [last];
    // The size stays over the limit until the line ends.
    size = maxBytes;
  };
  const finish = () => {
    const whole = Buffer.concat(parts);
    const start = first;
    parts = [];
    size = 0;
    first = undefined;
    if (start) return listener.tooLong({ first: start, last: whole.subarray(-KEPT_BYTES) });
    const line = trim(whole);
    if (line.length > 0) listener.line(line);
  };

  return {
    push(chunk: Buffer): void {
      let from = 0;
      for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
        add(chunk.subarray(from, end));
        finish();
        from = end + 1;
      }
      if (from < chunk.length) add(chunk.subarray(from));
    },
    /** The input is over; a last line may have no end. */
    end: finish,
  };
}

const BLANK = new Set([0x20, 0x09, 0x0d]);

function trim(line: Buffer): Buffer {
  let start = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  let end = line.length;
  while (start < end && BLANK.has(line[start]!)) start += 1;
  while (end > start && BLANK.has(line[end - 1]!)) end -= 1;
  return line.subarray(start, end);
}
