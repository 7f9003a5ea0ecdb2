/**
 * The candidate that a misspelt word most likely means, or `undefined` when none is near: at most a third of
 * the letters differ, or the words of one are all in the other, and of no other candidate of as few words.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const given = fold(word);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(given, fold(candidate));
    if (!best || distance < best.distance) best = { candidate, distance };
  }
  if (!best) return undefined;
  const limit = Math.max(1, Math.floor(Math.max(given.length, best.candidate.length) / 3));
  if (best.distance <= limit) return best.candidate;
  const [first, second] = [...candidates]
    .filter((candidate) => sharesWords(given, fold(candidate)))
    .toSorted((one, other) => wordsOf(one) - wordsOf(other));
  return first && second && wordsOf(first) === wordsOf(second) ? undefined : first;
}

/** What a message adds where a word is none of the candidates: ` (did you mean azure?)`, or nothing where none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : ` (did you mean ${meant}?)`;
}

/** The candidate that differs from a word by a slip of the hand: one letter, or two of a longer word. */
export function typoOf(word: string, candidates: Iterable<string>): string | undefined {
  const given = fold(word);
  const most = given.length > 5 ? 2 : 1;
  return [...candidates].find((candidate) => editDistance(given, fold(candidate)) <= most);
}

/** The given number of candidates, beginning with the one whose spelling is nearest. */
export function nearestFew(word: string, candidates: readonly string[], most: number): string[] {
  const given = fold(word);
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(given, fold(candidate)) }))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

/** All words of one are words of the other. */
function sharesWords(one: string, other: string): boolean {
  const [fewer, more] = [one.split('_'), other.split('_')].toSorted((a, b) => a.length - b.length);
  return one.length > 2 && fewer!.every((word) => more!.includes(word));
}

const wordsOf = (word: string) => fold(word).split('_').length;

const fold = (word: string) => word.toLowerCase().replaceAll('-', '_');

/** Letters to insert, leave out or replace, and neighbours to exchange, to make one word of the other. */
function editDistance(a: string, b: string): number {
  let earlier: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchange = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchange = isExchange ? earlier[j - 2]! + 1 : substitution;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution, exchange));
    }
    [earlier, row] = [row, next];
  }
  return row[b.length]!;
}
