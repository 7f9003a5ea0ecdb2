import stringWidth from 'fast-string-width';

export interface TableOptions {
  /** Widest cell in columns; longer texts are cut. */
  maxCell?: number;
  /** Wraps each cell of the first row, for colours. */
  paintHead?(text: string): string;
}

/** Rows as aligned columns; the first row is the header. Widths are as a terminal shows them. */
export function tableOf(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { maxCell = Number.POSITIVE_INFINITY, paintHead = (text) => text } = options;
  const cells = rows.map((row) => row.map((cell) => cut(oneLine(cell), maxCell)));
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? ''))));
  return cells
    .map((row, index) => {
      const line = row
        .map((cell, at) => padTo(cell, widths[at]!))
        .join('  ')
        .trimEnd();
      return index === 0 ? paintHead(line) : line;
    })
    .join('\n');
}

/** The text, padded with blanks to that many columns. */
export const padTo = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/** At most this many characters; where some are left out, the last is an ellipsis. */
export function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text;
}

const oneLine = (text: string) => text.replace(/\s*[\r\n\t]+\s*/g, ' ').trim();
