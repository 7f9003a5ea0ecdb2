import { jsonOf } from '../json/json-of.ts';
import { type JsonSchema, LEFT_OUT, mendValue } from './mend-value.ts';

/** The parts of an argument that count as left out, each as `owners[1]=null`; a null where the argument itself stands is not among them. */
export function leftOutOf(at: string, given: unknown, schema: JsonSchema, free: boolean): string[] {
  if (mendValue(given, schema, free) === LEFT_OUT) return [`${at}=${JSON.stringify(given) ?? 'null'}`];
  const value = structureIn(given, schema);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = memberSchema(name, schema);
    const place = Array.isArray(value) ? `${at}[${name}]` : `${at}.${name}`;
    return inner ? leftOutOf(place, member, inner, free) : [];
  });
}

function structureIn(given: unknown, { type }: JsonSchema): unknown {
  const value = typeof given === 'string' && type !== 'string' ? jsonOf(given) : given;
  return Array.isArray(value) === (type === 'array') ? value : undefined;
}

/** What a member must be, where it can be left out; the values of a map are the user's own. */
function memberSchema(name: string, { type, items, properties }: JsonSchema): JsonSchema | undefined {
  const inner = type === 'array' ? items : Object(properties)[name];
  return inner && Object(inner).type ? (inner as JsonSchema) : undefined;
}
