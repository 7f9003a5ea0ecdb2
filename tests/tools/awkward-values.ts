import fc, { type Arbitrary } from 'fast-check';
import type { ParameterSchema } from './values-of.ts';

/** Texts that programs mistake for nothing, or for something else than a text. */
const TEXTS = ['', '  ', 'null', 'None', '0', 'false', '[]', '{}', '37', ' padded ', 'zq-mark'];

/** Anything JSON holds, with much that counts as false. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(0, false, '', null, 'null', '0', 7),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('zq', 'none', '0'), tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

/** Values of a parameter as models and programs write them: falsy, nested, as text, in lists for no reason. */
export function awkwardValue(schema: ParameterSchema): Arbitrary<unknown> {
  if (schema.enum) return fc.oneof(fc.constantFrom(...schema.enum), fc.constantFrom('', 'null'));
  switch (schema.type) {
    case 'string':
      return fc.constantFrom(...TEXTS);
    case 'integer':
      return fc.constantFrom(37, '37', 0, '0', '', 'null', 60, ' 60 ');
    case 'number':
      return fc.constantFrom(0.5, '0.5', 0, '0', 1, '1', '', 'null');
    case 'boolean':
      return fc.constantFrom(true, false, 'True', 'false', 0, '1', '', 'null');
    case 'array':
      return asTextToo(fc.array(awkwardValue(schema.items ?? {}), { maxLength: 3 }));
    case 'object':
      return asTextToo(awkwardObject(schema));
    default:
      return anything;
  }
}

function awkwardObject({ properties, additionalProperties }: ParameterSchema): Arbitrary<unknown> {
  if (!properties) {
    const values = fc.oneof(
      awkwardValue(Object(additionalProperties) as ParameterSchema),
      fc.constantFrom(0, false, null),
    );
    return fc.dictionary(fc.constantFrom('ZQ', 'ZQ_OTHER', 'ZQ_NONE'), values, {
      maxKeys: 3,
      noNullPrototype: true,
    });
  }
  const fields = Object.entries(properties).map(([name, field]) => [name, awkwardValue(field)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [], noNullPrototype: true });
}

const asTextToo = (values: Arbitrary<unknown>) =>
  fc.oneof(
    { arbitrary: values, weight: 4 },
    { arbitrary: values.map((value) => JSON.stringify(value)), weight: 1 },
    { arbitrary: fc.constantFrom('', 'null'), weight: 1 },
  );
