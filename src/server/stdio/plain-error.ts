import { type JSONRPCMessage, ProtocolErrorCode } from '@modelcontextprotocol/server';

/** The SDK answers parameters of the wrong shape as an internal error, with its schema's findings as JSON. */
const FINDINGS = /^\[\s*\{[\s\S]*"path"/;

/** That answer as JSON-RPC has it: invalid params, with the findings in words. Any other message as it is. */
export function withPlainError(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== ProtocolErrorCode.InternalError) return message;
  if (!FINDINGS.test(message.error.message)) return message;
  const findings = JSON.parse(message.error.message) as { path: (string | number)[]; message: string }[];
  const words = findings.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  const error = { code: ProtocolErrorCode.InvalidParams, message: `Invalid params: ${words}` };
  return { ...message, error };
}
