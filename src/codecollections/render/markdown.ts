/** A text on one line that Markdown shows as it is, also in a table. */
export const plain = (text: string): string => oneLine(text).replace(/[\\`*_[\]<>|#~]/g, '\\$&');

/** A text as inline code, also in a table. */
export function code(text: string): string {
  const content = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = content.startsWith('`') || content.endsWith('`') || content === '' ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A table, or a sentence in its place where it would have no rows. */
export function table(heads: string[], rows: string[][], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
