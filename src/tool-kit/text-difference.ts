import type { Preview } from './define-tool.ts';

/** Lines of a difference that are shown; a person decides, and does not review, by them. */
const MOST_LINES = 12;
const MOST_OF_A_LINE = 160;

/**
 * The lines that go (`- `) and come (`+ `) between two texts, without those that both begin or end with; '' where they are
 * the same.
 */
export function textDifference(before: string, after: string): string {
  if (before === after) return '';
  const [gone, come] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(gone.length, come.length);
  let start = 0;
  while (start < shorter && gone[start] === come[start]) start += 1;
  let end = 0;
  while (end < shorter - start && gone.at(-1 - end) === come.at(-1 - end)) end += 1;
  return [
    ...marked('-', gone.slice(start, gone.length - end)),
    ...marked('+', come.slice(start, come.length - end)),
  ].join('\n');
}

function marked(sign: string, lines: string[]): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => `${sign} ${line.slice(0, MOST_OF_A_LINE)}`);
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, `${sign} … ${left} more`] : shown;
}

/** The preview of an update that replaces texts; undefined where every given text is the stored one already. */
export function replacedText(
  act: string,
  texts: { what: string; before: string | null | undefined; after: string | undefined }[],
  state: unknown,
): Preview | undefined {
  const details = texts.flatMap(({ what, before, after }) => {
    const difference = after === undefined ? '' : textDifference(before ?? '', after);
    return difference ? [`${what}:\n${difference}`] : [];
  });
  return details.length > 0 ? { act, details, state } : undefined;
}
