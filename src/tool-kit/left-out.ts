import {
  itemsIn,
  type JsonSchema,
  LEFT_OUT,
  mapIn,
  mendItem,
  mendMember,
  mendValue,
  propertyOf,
} from './mend-value.ts';

/** The parts of an argument that count as left out, each as `owners[1]=null`; a null where the argument itself stands is not among them. */
export function leftOutOf(at: string, given: unknown, schema: JsonSchema, free: boolean): string[] {
  if (mendValue(given, schema, free) === LEFT_OUT) return [said(at, given)];
  if (schema.type === 'array') return leftOutOfList(at, given, Object(schema.items), free);
  return schema.type === 'object' ? leftOutOfMap(at, mapIn(given, schema), schema, free) : [];
}

function leftOutOfList(at: string, given: unknown, items: JsonSchema, free: boolean): string[] {
  return (itemsIn(given, items, free) ?? []).flatMap((item, index) => {
    const place = `${at}[${index}]`;
    return mendItem(item, items, free) === LEFT_OUT
      ? [said(place, item)]
      : leftOutOf(place, item, items, free);
  });
}

function leftOutOfMap(at: string, map: unknown, schema: JsonSchema, free: boolean): string[] {
  if (typeof map !== 'object' || map === null) return [];
  return Object.entries(map).flatMap(([name, member]) => {
    const place = `${at}.${name}`;
    if (mendMember(name, member, schema, free) === LEFT_OUT) return [said(place, member)];
    const own = propertyOf(schema, name);
    return own ? leftOutOf(place, member, own, free) : [];
  });
}

const said = (at: string, given: unknown) => `${at}=${JSON.stringify(given) ?? 'null'}`;
