import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export type Json = Record<string, unknown>;

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Json;
}

/** One operation of the published API descriptions. */
export interface Operation {
  /** `GET /api/v3/workspaces/{workspace_name}`. */
  name: string;
  method: string;
  template: string;
  pattern: RegExp;
  parameters: Parameter[];
  /** Where the schemas are, as JSON pointers into the document; `null` for a body that is not described. */
  requestBody: { pointer: string | null; required: boolean } | undefined;
  responses: Map<number, { pointer: string | null; contentType: string | null }>;
  undeclared: number[];
  document: Document;
}

export interface Document {
  id: string;
  content: Json;
}

const FILES = ['papi-workspaces', 'papi-authoring-and-chat', 'papi-slx-sync-and-oauth', 'registry'] as const;
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export const documents: Document[] = FILES.map((id) => {
  const file = fileURLToPath(new URL(`./${id}.openapi.yaml`, import.meta.url));
  return { id, content: parse(readFileSync(file, 'utf8')) as Json };
});

/** Every operation, those with fewer parameters in the path first, as a router prefers them. */
export const operations: Operation[] = documents
  .flatMap((document) =>
    Object.entries(document.content.paths as Record<string, Json>).flatMap(([template, item]) =>
      METHODS.filter((method) => method in item).map((method) =>
        operationOf(document, template, method, item[method] as Json),
      ),
    ),
  )
  .sort((a, b) => a.template.split('{').length - b.template.split('{').length);

/** The operation that a request is meant for. */
export function findOperation(method: string, path: string): Operation | undefined {
  return operations.find((operation) => operation.method === method && operation.pattern.test(path));
}

function operationOf(document: Document, template: string, method: string, raw: Json): Operation {
  const base = `/paths/${escapePointer(template)}/${method}`;
  const parameters = ((raw.parameters ?? []) as Json[]).map((entry) => resolved(document, entry));
  const body = raw.requestBody as Json | undefined;
  return {
    name: `${method.toUpperCase()} ${template}`,
    method: method.toUpperCase(),
    template,
    pattern: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    parameters: parameters as unknown as Parameter[],
    requestBody: body && {
      pointer: schemaPointer(body, `${base}/requestBody`).pointer,
      required: body.required === true,
    },
    responses: new Map(
      Object.entries(raw.responses as Record<string, Json>).map(([status, response]) => {
        const reference = response.$ref as string | undefined;
        const at = reference ? reference.slice(1) : `${base}/responses/${status}`;
        return [Number(status), schemaPointer(resolved(document, response), at)];
      }),
    ),
    undeclared: (raw['x-undeclared-errors'] ?? []) as number[],
    document,
  };
}

function schemaPointer(holder: Json, at: string): { pointer: string | null; contentType: string | null } {
  const content = Object.entries((holder.content ?? {}) as Record<string, Json>)[0];
  if (!content) return { pointer: null, contentType: null };
  const [contentType, { schema }] = content;
  const pointer = schema ? `${at}/content/${escapePointer(contentType)}/schema` : null;
  return { pointer, contentType };
}

function resolved(document: Document, value: Json): Json {
  if (typeof value.$ref !== 'string') return value;
  const keys = value.$ref.slice(2).split('/');
  return keys.reduce((node, key) => node[key] as Json, document.content);
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}
