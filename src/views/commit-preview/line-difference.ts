/** A line of a difference; `gap` stands for lines that are the same on both sides. */
export interface DifferenceLine {
  kind: 'same' | 'gone' | 'come' | 'gap';
  text: string;
}

const AROUND = 2;
/** Above it the middle is told as replaced whole: the table of both texts would grow too large. */
const MOST_CELLS = 4_000_000;

/** What goes and comes between two texts, with the lines around. Empty where they are the same. */
export function lineDifference(before: string, after: string): DifferenceLine[] {
  if (before === after) return [];
  const [old, now] = [before.split('\n'), after.split('\n')];
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const lines: DifferenceLine[] = [
    ...old.slice(0, start).map(same),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(same),
  ];
  return withGaps(lines);
}

const same = (text: string): DifferenceLine => ({ kind: 'same', text });
const gone = (text: string): DifferenceLine => ({ kind: 'gone', text });
const come = (text: string): DifferenceLine => ({ kind: 'come', text });

/** By the longest common subsequence. */
function middle(old: string[], now: string[]): DifferenceLine[] {
  if (old.length * now.length > MOST_CELLS) return [...old.map(gone), ...now.map(come)];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        old[i] === now[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push(same(old[i]!));
      i += 1;
      j += 1;
    } else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) {
      lines.push(gone(old[i]!));
      i += 1;
    } else {
      lines.push(come(now[j]!));
      j += 1;
    }
  }
  return [...lines, ...old.slice(i).map(gone), ...now.slice(j).map(come)];
}

/** Only the lines around a change are kept. */
function withGaps(lines: DifferenceLine[]): DifferenceLine[] {
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same');
  return lines.flatMap((line, at) => {
    if (isNear(at)) return [line];
    return at === 0 || isNear(at - 1) ? [{ kind: 'gap' as const, text: '⋯' }] : [];
  });
}
