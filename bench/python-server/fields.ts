/** The JSON types that a field has in an answer; `empty string`, `empty array` and `empty object` are their own. */
export type FieldTypes = Record<string, string[]>;

/** `a`, `a[]`, `a[].b`: every field of a value with its types, those of a list's members together. */
export function fieldsOf(value: unknown): FieldTypes {
  const types = new Map<string, Set<string>>();
  collect(value, '', types);
  types.delete('');
  return Object.fromEntries([...types].map(([field, found]) => [field, [...found].toSorted()]));
}

/** Maps whose keys are data: what is below them is named once, as `secrets_from_slxs.*.count`. */
const KEYED_BY_DATA = new Set(['secrets_from_slxs']);

function collect(value: unknown, at: string, types: Map<string, Set<string>>): void {
  types.set(at, (types.get(at) ?? new Set()).add(typeOf(value)));
  if (Array.isArray(value)) for (const member of value) collect(member, `${at}[]`, types);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value))
      collect(member, `${at === '' ? '' : `${at}.`}${KEYED_BY_DATA.has(at) ? '*' : key}`, types);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length > 0 ? 'array' : 'empty array';
  if (typeof value === 'object') return Object.keys(value).length > 0 ? 'object' : 'empty object';
  return value === '' ? 'empty string' : typeof value;
}

/** Types under which a program finds nothing to read. */
const SAYS_NOTHING = new Set(['null', 'empty string', 'empty array', 'empty object']);

/**
 * Fields of one answer that another lacks or has as something else, as `field` or `field: string → array`. What was only
 * ever null or empty counts for nothing, and so does what is below a field that is named already or a list that is empty here.
 */
export function differences(theirs: FieldTypes, ours: FieldTypes): string[] {
  const named: string[] = [];
  for (const [field, types] of Object.entries(theirs)) {
    const said = types.filter((type) => !SAYS_NOTHING.has(type));
    if (said.length === 0 || named.some((above) => isBelow(field, above))) continue;
    const here = ours[field];
    if (here === undefined) {
      if (!isEmptyAbove(ours, field)) named.push(field);
    } else {
      const kinds = new Set(here.map((type) => type.replace('empty ', '')));
      const lost = said.filter((type) => !kinds.has(type));
      if (lost.length > 0) named.push(`${field}: ${lost.join(', ')} → ${[...kinds].join(', ')}`);
    }
  }
  return named;
}

function isBelow(field: string, above: string): boolean {
  const [name] = above.split(': ') as [string];
  return field.startsWith(`${name}.`) || field.startsWith(`${name}[`);
}

function isEmptyAbove(fields: FieldTypes, field: string): boolean {
  const lists = [...field.matchAll(/\[\]/g)].map(({ index }) => field.slice(0, index));
  return lists.some((list) => fields[list]?.join() === 'empty array');
}
