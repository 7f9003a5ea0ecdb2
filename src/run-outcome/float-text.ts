const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/** Whether Python's `float` reads a finite number from a text, as the platform does with what an SLI returns. */
export function isFloatText(text: string): boolean {
  const plain = text.trim().replace(/\p{Nd}/gu, digit);
  return FLOAT.test(plain) && Number.isFinite(Number(plain.replaceAll('_', '')));
}

/** The value of a decimal digit. Every writing system has its ten in a row, zero first; some rows follow one another. */
function digit(char: string): string {
  const code = char.codePointAt(0)!;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}
