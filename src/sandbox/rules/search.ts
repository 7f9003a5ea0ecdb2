const STOP_WORDS = new Set(
  (
    'a about all and any are at be can did do does for from had has have how i in is it its me my of on or our ' +
    'please show so tell that the their there these this to up us was we were what when where which who why will with you'
  ).split(' '),
);

/** The words of a query that tell things apart, in lower case, without repeats. */
export function keywords(query: string): string[] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => word.length > 1 && !STOP_WORDS.has(word)))];
}

/** Texts to look in, each with the weight that a keyword found there counts for. */
export type WeightedTexts = [weight: number, text: string | null | undefined][];

/** How well the texts fit the keywords: each counts once, where it weighs most. */
export function score(words: string[], texts: WeightedTexts): number {
  const lower = texts.map(([weight, text]): [number, string] => [weight, (text ?? '').toLowerCase()]);
  return words.reduce(
    (sum, word) => sum + Math.max(0, ...lower.map(([weight, text]) => (hits(text, word) ? weight : 0))),
    0,
  );
}

/** Those that fit at all, best first; equals keep their order. */
export function ranked<Item>(
  items: Iterable<Item>,
  words: string[],
  texts: (item: Item) => WeightedTexts,
): { item: Item; score: number }[] {
  return [...items]
    .map((item) => ({ item, score: score(words, texts(item)) }))
    .filter((entry) => entry.score > 0)
    .sort((a, b) => b.score - a.score);
}

/** A word matches where a word of the text begins with it, plural or not. */
function hits(text: string, word: string): boolean {
  const stem = word.length > 3 ? word.replace(/(es|s)$/, '') : word;
  let at = text.indexOf(stem);
  while (at !== -1) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true;
    at = text.indexOf(stem, at + 1);
  }
  return false;
}
