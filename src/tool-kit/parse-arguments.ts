import type { z } from 'zod';
import { nearest } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { jsonOf } from '../json/json-of.ts';
import type { ToolDefinition } from './define-tool.ts';
import { publishedNames } from './other-names.ts';
import { inputSchema } from './publish-tool.ts';

type JsonSchema = Record<string, unknown>;

/**
 * Checks the arguments of a call against the tool's schema. Clumsy but clear input works: `null` counts as left
 * out, JSON text stands for an object or list, `"5"` for a number, a single value for a list of one, other names
 * for the published ones. Throws
 * `InvalidArguments` that names each bad field, and the nearest valid name of an unknown one.
 */
export function parseArguments<Input extends z.ZodObject>(
  tool: ToolDefinition<Input>,
  given: Record<string, unknown> = {},
): z.output<Input> {
  const { properties, required = [] } = inputSchema(tool as unknown as ToolDefinition);
  const present = Object.entries(publishedNames(tool.name, given)).filter(
    ([, value]) => value !== null && value !== undefined,
  );

  const unknown = present.map(([name]) => name).filter((name) => !(name in properties));
  if (unknown.length > 0) throw unknownArguments(tool.name, unknown, Object.keys(properties));

  const missing = required.filter((name) => !present.some(([given]) => given === name));
  if (missing.length > 0) throw missingArguments(tool.name, missing, properties);

  const mended = Object.fromEntries(present.map(([name, value]) => [name, mend(value, properties[name]!)]));
  const parsed = tool.input.safeParse(mended);
  if (!parsed.success) throw badArguments(tool.name, parsed.error.issues, properties);
  return parsed.data;
}

const SCALARS = new Set<unknown>(['string', 'number', 'integer', 'boolean']);

function mend(value: unknown, schema: JsonSchema): unknown {
  const { type } = schema;
  if (typeof value === 'string') return mendText(value, schema);
  if (type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  // Zod compares the length of whatever has one, and that of an object need not be comparable.
  if (SCALARS.has(type) && isRecord(value)) return {};
  if (type === 'array' && !Array.isArray(value)) return [mend(value, itemSchema(schema))];
  if (type === 'array' && Array.isArray(value)) return value.map((item) => mend(item, itemSchema(schema)));
  if (type === 'object' && isRecord(value)) return mendObject(value, schema);
  return value;
}

function mendText(text: string, schema: JsonSchema): unknown {
  switch (schema.type) {
    case 'number':
    case 'integer':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return { true: true, false: false }[text.trim().toLowerCase()] ?? text;
    case 'object': {
      const parsed = jsonOf(text);
      return isRecord(parsed) ? mendObject(parsed, schema) : text;
    }
    case 'array': {
      const parsed = jsonOf(text);
      if (Array.isArray(parsed)) return parsed.map((item) => mend(item, itemSchema(schema)));
      return text.trim() === '' ? [] : [mend(parsed === undefined ? text : parsed, itemSchema(schema))];
    }
    default:
      return text;
  }
}

function mendObject(value: Record<string, unknown>, schema: JsonSchema): Record<string, unknown> {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const others = isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([name, item]) => {
        const itemSchema = properties[name] ?? others;
        return [name, itemSchema ? mend(item, itemSchema) : item];
      }),
  );
}

const itemSchema = (schema: JsonSchema) => (schema.items ?? {}) as JsonSchema;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function unknownArguments(tool: string, unknown: string[], known: string[]): InvalidArguments {
  const named = unknown.map((name) => {
    const meant = nearest(name, known);
    return meant ? `${name} (did you mean ${meant}?)` : name;
  });
  return new InvalidArguments(`${tool} takes no argument ${named.join(', ')}.`, {
    hint: known.length > 0 ? `It takes: ${known.join(', ')}.` : 'It takes no arguments.',
    detail: { unknown },
  });
}

function missingArguments(
  tool: string,
  missing: string[],
  properties: Record<string, JsonSchema>,
): InvalidArguments {
  return new InvalidArguments(`${tool} needs ${missing.join(', ')}.`, {
    hint: missing.map((name) => `${name}: ${properties[name]?.description ?? 'required'}`).join('. '),
    detail: { missing },
  });
}

function badArguments(
  tool: string,
  issues: z.core.$ZodIssue[],
  properties: Record<string, JsonSchema>,
): InvalidArguments {
  const fields = issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const first = String(issues[0]?.path[0] ?? '');
  return new InvalidArguments(
    `${tool}: ${fields.map(({ field, message }) => `${field}: ${message}`).join('; ')}.`,
    { hint: hintOf(first, properties[first]), detail: { fields } },
  );
}

/** What a parameter takes, and what it is for: `limit takes a whole number from 1 to 500: Most rows.` */
function hintOf(name: string, schema: JsonSchema | undefined): string {
  if (!schema) return "Correct the arguments: see the tool's schema.";
  const purpose = typeof schema.description === 'string' ? `: ${schema.description}` : '';
  return `${name} takes ${taken(schema)}${purpose}.`.replace(/\.\.$/, '.');
}

function taken(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`;
  return `${TYPES[String(schema.type)] ?? 'another value'}${range(schema)}`;
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}
