import { jsonOf } from '../json/json-of.ts';

/**
 * A posted body, which may be a batch, with the arguments of its tool calls as the object that MCP asks for: some clients
 * write `null`, `[]` or empty text for none, and some send the object as JSON text.
 */
export function withObjectArguments(body: unknown): unknown {
  return Array.isArray(body) ? body.map(inMessage) : inMessage(body);
}

function inMessage(body: unknown): unknown {
  const message = body as { method?: unknown; params?: { arguments?: unknown } } | null;
  if (message?.method !== 'tools/call' || message.params?.arguments === undefined) return body;
  const args = objectOf(message.params.arguments);
  return args === message.params.arguments
    ? body
    : { ...message, params: { ...message.params, arguments: args } };
}

function objectOf(given: unknown): unknown {
  if (given === null || (Array.isArray(given) && given.length === 0)) return {};
  if (typeof given !== 'string') return given;
  if (given.trim() === '') return {};
  const read = jsonOf(given);
  return typeof read === 'object' && !Array.isArray(read) && read !== null ? read : given;
}
