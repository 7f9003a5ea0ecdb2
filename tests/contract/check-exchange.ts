import type { Exchange, RecordedRequest } from '../../src/sandbox/http/exchange.ts';
import { CONVENTIONAL, KNOWN_STATUSES, UNPUBLISHED } from './beyond-facts.ts';
import { findOperation, type Operation } from './facts.ts';
import { bodyErrors, parameterErrors } from './schemas.ts';

/** Statuses that refuse a request and tell the caller what is wrong with it. */
const REFUSALS = [400, 422];

/** Where one request and its answer leave the published API descriptions; empty where they keep to them. */
export function violationsOf({ request, response, faulty }: Exchange): string[] {
  const { method, path } = request;
  if (UNPUBLISHED.some((known) => known.method === method && known.path.test(path))) return [];
  const operation = findOperation(method, path);
  if (!operation) return wrongSlash(request, response.status) ? [] : [`${method} ${path}: no such operation`];
  const refused = !faulty && REFUSALS.includes(response.status);
  const found = [
    ...(refused ? [] : [...queryViolations(operation, request), ...bodyViolations(operation, request.body)]),
    ...(faulty ? [] : responseViolations(operation, response)),
  ];
  return found.map((violation) => `${operation.name}: ${violation}`);
}

/** A path that only a slash separates from a known one, answered with the redirect there. */
function wrongSlash({ method, path }: RecordedRequest, status: number): boolean {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  return status === 307 && findOperation(method, other) !== undefined;
}

function queryViolations({ parameters }: Operation, { query }: RecordedRequest): string[] {
  const declared = parameters.filter((parameter) => parameter.in === 'query');
  const names = new Set(declared.map(({ name }) => name));
  const unknown = [...new Set(query.keys())].filter((name) => !names.has(name));
  return [
    ...unknown.map((name) => `query parameter '${name}' is not declared`),
    ...declared.flatMap(({ name, required, schema }) => {
      if (!query.has(name)) return required ? [`query parameter '${name}' is missing`] : [];
      const values = query.getAll(name);
      const value = values.length > 1 ? values : (values[0] ?? '');
      return parameterErrors(schema, value).map((error) => `query parameter '${name}' ${error}`);
    }),
  ];
}

function bodyViolations({ requestBody, document }: Operation, body: unknown): string[] {
  if (!requestBody) return body === undefined ? [] : ['a request body is not declared'];
  if (body === undefined) return requestBody.required ? ['the request body is missing'] : [];
  if (requestBody.pointer === null) return [];
  return bodyErrors(document, requestBody.pointer, body).map((error) => `request body ${error}`);
}

function responseViolations(operation: Operation, { status, body, headers }: Exchange['response']): string[] {
  const declared = operation.responses.get(status);
  if (!declared) return undeclaredStatus(operation, status, body);
  const { pointer, contentType } = declared;
  if (status === 204) return body === undefined ? [] : ['answer 204 has a body'];
  if (contentType && !headers['content-type']?.startsWith(contentType)) {
    return [`answer ${status} is ${headers['content-type']}, not ${contentType}`];
  }
  if (pointer === null || contentType !== 'application/json') return [];
  return bodyErrors(operation.document, pointer, body).map((error) => `answer ${status} ${error}`);
}

function undeclaredStatus({ name, undeclared }: Operation, status: number, body: unknown): string[] {
  const known = [...undeclared, ...(KNOWN_STATUSES[name] ?? [])];
  if (!known.includes(status) && !CONVENTIONAL.has(status)) return [`answer ${status} is not declared`];
  if (status === 307 || (typeof body === 'object' && body !== null && 'detail' in body)) return [];
  return [`answer ${status} has no detail`];
}
