import { stringify } from 'yaml';
import { styleText } from './style-text.ts';
import { tableOf } from './table.ts';

type Json = Record<string, unknown>;

const MAX_CELL = 60;

export interface ShowOptions {
  /** Width of the terminal in columns. */
  width: number;
  /** Whether the terminal shows colours. */
  colours: boolean;
}

/**
 * A tool's result for a person: its list of records as a table of the columns that fit, and the rest as YAML. A value
 * without such a list is shown as YAML.
 */
export function showValue(value: unknown, options: ShowOptions): string {
  if (typeof value === 'string') return value;
  if (isRows(value)) return showRows(value, options);
  if (!isRecord(value)) return yaml(value);
  const lists = Object.entries(value).filter(([, item]) => isRows(item));
  const others = Object.fromEntries(Object.entries(value).filter(([, item]) => !isRows(item)));
  return [
    ...(Object.keys(others).length > 0 ? [yaml(others)] : []),
    ...lists.map(
      ([name, rows]) => `${lists.length > 1 ? `${name}:\n` : ''}${showRows(rows as Json[], options)}`,
    ),
  ].join('\n\n');
}

function showRows(rows: Json[], { width, colours }: ShowOptions): string {
  const names = [...new Set(rows.flatMap(Object.keys))].filter((name) =>
    rows.some((row) => isShort(row[name])),
  );
  const [shown, hidden] = fitting(names, rows, width);
  const paintHead = colours ? (text: string) => styleText('bold', text) : undefined;
  const table = tableOf([shown, ...rows.map((row) => shown.map((name) => cell(row[name])))], {
    maxCell: MAX_CELL,
    ...(paintHead ? { paintHead } : {}),
  });
  const longer = [...new Set(rows.flatMap(Object.keys))].filter((name) => !names.includes(name));
  const left = [...hidden, ...longer];
  return left.length === 0 ? table : `${table}\n(--format json also has ${left.join(', ')})`;
}

/** The columns that fit side by side, and those that do not. */
function fitting(names: string[], rows: Json[], width: number): [string[], string[]] {
  const shown: string[] = [];
  let used = 0;
  for (const name of names) {
    const longest = Math.max(name.length, ...rows.map((row) => Math.min(cell(row[name]).length, MAX_CELL)));
    if (shown.length > 0 && used + longest > width) continue;
    shown.push(name);
    used += longest + 2;
  }
  return [shown, names.filter((name) => !shown.includes(name))];
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRows = (value: unknown): value is Json[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRecord);

/** The parts of a record that a table can show: texts, numbers, and lists of texts. */
const isShort = (value: unknown) =>
  Array.isArray(value)
    ? value.length > 0 && value.every((item) => typeof item !== 'object')
    : value !== undefined && value !== null && typeof value !== 'object';

function cell(value: unknown): string {
  if (!isShort(value)) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

const yaml = (value: unknown) => stringify(value, { lineWidth: 0, blockQuote: 'literal' }).trimEnd();
