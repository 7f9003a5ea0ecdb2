import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Document, documents, type Json } from './facts.ts';

/** Documents whose object schemas list every key that there is, so that any other one is a mistake. */
const CLOSED = ['papi-workspaces', 'papi-authoring-and-chat', 'papi-slx-sync-and-oauth'];

const bodies = compiler({ coerceTypes: false });
const queries = compiler({ coerceTypes: 'array' });
for (const { id, content } of documents) {
  const schema = CLOSED.includes(id) ? (closed(content) as Json) : content;
  bodies.addSchema(schema, id);
  queries.addSchema(content, id);
}
const compiled = new Map<string, ValidateFunction>();
const compiledQueries = new WeakMap<Json, ValidateFunction>();

/** What is wrong with a JSON value by the schema at a pointer in a document; empty when nothing is. */
export function bodyErrors(document: Document, pointer: string, value: unknown): string[] {
  const reference = `${document.id}#${pointer}`;
  const validate = compiled.get(reference) ?? bodies.compile({ $ref: reference });
  compiled.set(reference, validate);
  return validate(value) ? [] : messages(validate);
}

/** What is wrong with a query parameter's text (or texts) by its schema. */
export function parameterErrors(schema: Json, value: string | string[]): string[] {
  const validate =
    compiledQueries.get(schema) ?? queries.compile({ type: 'object', properties: { value: schema } });
  compiledQueries.set(schema, validate);
  return validate({ value }) ? [] : messages(validate);
}

function messages({ errors }: ValidateFunction): string[] {
  const texts = (errors ?? []).map(({ instancePath, message, params }) => {
    const extra = 'additionalProperty' in params ? ` '${params.additionalProperty}'` : '';
    return `${instancePath.replace(/\/\d+/g, '/*') || '/'} ${message}${extra}`;
  });
  return [...new Set(texts)];
}

function compiler(options: { coerceTypes: boolean | 'array' }): Ajv2020 {
  const ajv = new Ajv2020({ ...options, strict: false, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv;
}

/** A copy in which every object schema that lists properties, and says nothing of others, refuses them. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy: Json = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  if (copy.type === 'object' && isObject(copy.properties)) copy.additionalProperties ??= false;
  return copy;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
