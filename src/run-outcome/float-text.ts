const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/;

/** Whether Python's `float` reads a finite number from a text, as the platform does with what an SLI returns. */
export function isFloatText(text: string): boolean {
  const plain = text.trim().replace(/\p{Nd}/gu, digit);
  return FLOAT.test(plain) && Number.isFinite(Number(plain.replaceAll('_', '')));
}

/** Decimal digits of any script stand in runs of ten, zero first. */
function digit(char: string): string {
  const code = char.codePointAt(0)!;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
