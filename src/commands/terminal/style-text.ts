const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], cyan: [36, 39] } as const;

/** Wraps a text in the escape codes of a terminal. */
export function styleText(style: keyof typeof CODES, text: string): string {
  const [on, off] = CODES[style];
  return `\x1b[${on}m${text}\x1b[${off}m`;
}
