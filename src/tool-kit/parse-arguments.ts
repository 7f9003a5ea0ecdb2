import type { z } from 'zod';
import { didYouMean } from '../errors/nearest.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { sayIssue } from '../errors/say-issue.ts';
import type { ToolDefinition } from './define-tool.ts';
import { FREE_TEXTS } from './free-texts.ts';
import { leftOutOf } from './left-out.ts';
import { holdsTexts, type JsonSchema, LEFT_OUT, mendValue } from './mend-value.ts';
import { inToolSpelling, publishedNames } from './other-names.ts';
import { inputSchema } from './publish-tool.ts';

/**
 * Checks the arguments of a call against the tool's schema. Clumsy but clear input works (`mendValue`), and other names
 * for the published ones. Throws `InvalidArguments` that names each bad field, and the nearest valid name of an unknown
 * one.
 */
export function parseArguments<Input extends z.ZodObject>(
  tool: ToolDefinition<Input>,
  given: Record<string, unknown> = {},
): z.output<Input> {
  const { properties, required = [] } = inputSchema(tool as unknown as ToolDefinition);
  const present = presentArguments(tool.name, given, properties);

  const unknown = present.map(([name]) => name).filter((name) => !Object.hasOwn(properties, name));
  if (unknown.length > 0) throw unknownArguments(tool.name, unknown, Object.keys(properties));

  // What is read is never narrowed by a name without letters; what is written may be blank.
  const narrows = tool.effect === 'read' && !tool.writesFiles;
  const mended = Object.fromEntries(
    present
      .map(([name, value]) => [name, mendValue(value, properties[name]!, FREE_TEXTS.has(name))] as const)
      .filter(([name, value]) => value !== LEFT_OUT && !(narrows && isBlankName(name, value))),
  );
  const missing = required.filter((name) => mended[name] === undefined || mended[name] === '');
  if (missing.length > 0) throw missingArguments(tool.name, missing, properties);

  const parsed = tool.input.safeParse(mended);
  if (!parsed.success) throw badArguments(tool.name, parsed.error.issues, mended, properties);
  return parsed.data;
}

const presentArguments = (
  tool: string,
  given: Record<string, unknown>,
  properties: Record<string, JsonSchema>,
) =>
  Object.entries(inToolSpelling(tool, publishedNames(tool, given), properties)).filter(
    ([, value]) => value !== null && value !== undefined,
  );

/** Notes about what a tool that changes something was given and what counts as left out: the text `null`, a blank for a number. */
export function noteLeftOut(tool: ToolDefinition, given: Record<string, unknown> = {}): string[] {
  if (tool.effect === 'read' && !tool.writesFiles) return [];
  const { properties } = inputSchema(tool);
  const left = presentArguments(tool.name, given, properties).flatMap(([name, value]) =>
    leftOutOf(name, value, properties[name] ?? {}, FREE_TEXTS.has(name)),
  );
  return left.length > 0 ? [`Counted as left out: ${left.join(', ')}.`] : [];
}

const isBlankName = (name: string, value: unknown) =>
  !FREE_TEXTS.has(name) && typeof value === 'string' && value.trim() === '';

function unknownArguments(tool: string, unknown: string[], known: string[]): InvalidArguments {
  const named = unknown.map((name) => `${name}${didYouMean(name, known)}`);
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
  given: Record<string, unknown>,
  properties: Record<string, JsonSchema>,
): InvalidArguments {
  const fields = issues.map((issue) => ({ field: issue.path.join('.'), message: sayIssue(issue, given) }));
  const names = new Set(issues.map(({ path }) => String(path[0] ?? '')));
  return new InvalidArguments(
    sentence(`${tool}: ${fields.map(({ field, message }) => `${field}: ${message}`).join('; ')}`),
    { hint: [...names].map((name) => hintOf(name, properties[name])).join(' '), detail: { fields } },
  );
}

/** What a parameter takes, and what it is for: `limit takes a whole number from 1 to 500: Most rows.` */
function hintOf(name: string, schema: JsonSchema | undefined): string {
  if (!schema) return "Correct the arguments: see the tool's schema.";
  const purpose = typeof schema.description === 'string' ? `: ${schema.description}` : '';
  return sentence(`${name} takes ${taken(schema)}${purpose}`);
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);

function taken(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return `one of ${schema.enum.join(', ')}`;
  if (holdsTexts(schema))
    return 'an object of names and values, a list of {name, value}, or lines NAME=value';
  if (schema.type === 'array') return `a list${ofItems(schema)}`;
  return `${TYPES[String(schema.type)] ?? 'another value'}${range(schema)}`;
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
};

const ITEMS: Record<string, string> = { string: 'texts', integer: 'whole numbers', object: 'objects' };

function ofItems({ items }: JsonSchema): string {
  const kind = ITEMS[String((items as JsonSchema | undefined)?.type)];
  return kind ? ` of ${kind}` : '';
}

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}
