import { stringify } from 'yaml';

/**
 * YAML that a YAML 1.1 parser reads back to exactly these values: every text is double-quoted, so that `yes`,
 * `01234`, `12:30` and `~` stay texts, and characters that YAML 1.1 takes for line ends or refuses are escaped.
 */
export function toYaml(value: unknown): string {
  const text = stringify(value, {
    version: '1.1',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    doubleQuotedAsJSON: true,
    lineWidth: 0,
  });
  return escapeUnprintable(text);
}

/** One text as a double-quoted scalar. */
export const yamlText = (text: string): string => `"${innerText(text)}"`;

/** The text between the quotes of a JSON string or double-quoted YAML scalar. */
export const innerText = (text: string): string => escapeUnprintable(JSON.stringify(text).slice(1, -1));

// Control characters, line and paragraph separators, byte order marks and halves of surrogate pairs.
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escapeUnprintable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
