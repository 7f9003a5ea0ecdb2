import { parseJsonText } from './json-text.ts';
import { scrub } from './scrub.ts';

/** What the platform itself says about why it rejected a request. */
export interface Refusal {
  /** Its own message, fit to be quoted; '' where it gave none. */
  message: string;
  /** Which fields of the request are wrong, by dotted path. */
  fields?: { field: string; message: string }[];
  /** Keys of the request that the platform does not know. */
  unknownKeys?: unknown[];
}

const HTML_PAGE = 'an HTML page instead of JSON, maybe from a proxy or login page in between';

/** True for a body that is a web page. */
export function isHtml(body: string, contentType: string): boolean {
  return /\bhtml\b/i.test(contentType) || /^\s*<(!doctype|html|\?xml)/i.test(body);
}

/** The keys of an object that reports an error and nothing else. */
const BESIDE_AN_ERROR =
  /^(error|errors|detail|details|message|msg|code|status|status_?code|success|ok|type|title|path|timestamp|error_description|request_?id|trace_?id)$/i;

/** True for JSON that reports an error and nothing beside it, whatever its status. */
export function isRefusal(json: unknown): boolean {
  if (!isRecord(json) || !Object.keys(json).every((key) => BESIDE_AN_ERROR.test(key))) return false;
  const { error, errors, detail, status, success } = json;
  return (
    [error, errors, detail].some(saysSomething) ||
    success === false ||
    /^(error|fail(ed|ure)?)$/i.test(String(status))
  );
}

/**
 * Reads the body of an error reply. The platform sends `{"detail": …}` with a text, an object or a list of `{loc, msg,
 * type}`; services in front of it send text or a web page.
 */
export function readRefusal(body: string, contentType: string, token: string): Refusal {
  if (isHtml(body, contentType)) return { message: HTML_PAGE };
  const json = parsed(body);
  if (typeof json !== 'object' || json === null) return { message: scrub(body.trim(), token) };
  const { detail = json, ...beside } = json as Record<string, unknown>;
  if (Array.isArray(detail)) return fromFields(detail, token);
  const facts: Record<string, unknown> = isRecord(detail)
    ? { ...beside, ...detail }
    : { ...beside, message: detail };
  const message =
    facts.message ?? facts.msg ?? facts.error_description ?? facts.error ?? JSON.stringify(detail);
  const unknownKeys = facts.unknown_keys ?? facts.unknownKeys;
  return {
    message: scrub(typeof message === 'string' ? message : JSON.stringify(message), token),
    ...(Array.isArray(unknownKeys) ? { unknownKeys } : {}),
  };
}

function fromFields(detail: unknown[], token: string): Refusal {
  const fields = detail.map((problem) => {
    const { loc, msg } = isRecord(problem) ? problem : { loc: [], msg: problem };
    return { field: fieldName(loc), message: scrub(String(msg ?? 'invalid'), token) };
  });
  return { message: fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields };
}

/** `["body", "payload", "tags", 0]` becomes `payload.tags.0`. */
function fieldName(loc: unknown): string {
  const parts = Array.isArray(loc) ? loc.map(String) : [];
  const named = ['body', 'query', 'path', 'header'].includes(parts[0] ?? '') ? parts.slice(1) : parts;
  return named.join('.') || parts[0] || 'request';
}

function parsed(body: string): unknown {
  try {
    return parseJsonText(body);
  } catch {
    return undefined;
  }
}

function saysSomething(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
