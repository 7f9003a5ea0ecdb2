import { type JSONRPCMessage, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** The SDK answers malformed parameters with its schema's findings as JSON, mostly as an internal error. */
const FINDINGS = /^(?:Invalid [^[]{1,100})?(\[\s*\{[\s\S]*"path"[\s\S]*\])$/;

/**
 * Turns that answer into what JSON-RPC defines: invalid params, with the findings in words. Other messages stay as they are.
 */
export function withPlainError(message: JSONRPCMessage): JSONRPCMessage {
  const json = 'error' in message ? FINDINGS.exec(message.error.message)?.[1] : undefined;
  if (json === undefined) return message;
  const error = { code: ProtocolErrorCode.InvalidParams, message: `Invalid params: ${inWords(json)}` };
  return { ...message, error } as JSONRPCMessage;
}

function inWords(json: string): string {
  try {
    const findings = JSON.parse(json) as { path: (string | number)[]; message: string }[];
    return findings.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  } catch {
    return json;
  }
}
