/** A JSON Schema as tools publish it, as far as values are made from it. */
export interface ParameterSchema {
  type?: string;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  default?: unknown;
  items?: ParameterSchema;
  properties?: Record<string, ParameterSchema>;
  additionalProperties?: ParameterSchema | boolean;
}

/**
 * Values that a parameter may be given: one unlike any other, and those that programs mistake for nothing. `mark` is a text
 * that is in each of the first kind.
 */
export function valuesOf(schema: ParameterSchema, mark: string): unknown[] {
  if (schema.enum) return schema.enum;
  switch (schema.type) {
    case 'string':
      return schema.format === 'uri' ? [`https://${mark}.example/a`] : [mark, '', '  '];
    case 'integer':
      return [37, 0, schema.minimum ?? 1].filter((value) => value >= (schema.minimum ?? 0));
    case 'number':
      return [0.37, 0, schema.maximum ?? 1];
    case 'boolean':
      return [true, false];
    case 'array': {
      const [first] = valuesOf(schema.items ?? {}, mark);
      return schema.minItems ? [[first]] : [[first], []];
    }
    case 'object':
      return objectsOf(schema, mark);
    default:
      return [{ [mark]: { deep: [0, false, '', null, [], {}, { [mark]: null }] } }];
  }
}

function objectsOf({ properties, additionalProperties }: ParameterSchema, mark: string): unknown[] {
  if (properties) {
    const fields = Object.entries(properties).map(([name, field]) => [name, valuesOf(field, mark)[0]]);
    return [Object.fromEntries(fields)];
  }
  const name = mark.toUpperCase().replaceAll('-', '_');
  const [value] = valuesOf(Object(additionalProperties) as ParameterSchema, mark);
  if (typeof value === 'string') return [{ [name]: value }, { [name]: '' }, {}];
  return [{ [name]: value, none: null, nothing: 0 }, {}];
}
