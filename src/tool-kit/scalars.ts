/** The number that a text writes, undefined where it writes none. */
export const numberOf = (text: string) => (Number.isFinite(Number(text)) ? Number(text) : undefined);

const BOOLEANS: Record<string, boolean> = {
  ...{ true: true, t: true, yes: true, y: true, on: true, '1': true },
  ...{ false: false, f: false, no: false, n: false, off: false, '0': false },
};

/** What a text says of yes or no, in the words of languages and forms; undefined where it says neither. */
export const booleanOf = (text: string) =>
  Object.hasOwn(BOOLEANS, text.toLowerCase()) ? BOOLEANS[text.toLowerCase()] : undefined;
