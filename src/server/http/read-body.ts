import { isJsonContentType, readRequestBody } from '@modelcontextprotocol/server';
import { withObjectArguments } from '../object-arguments.ts';
import { refusal } from './refusal.ts';

/** Largest request body, in bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The parsed body of a posted message; a response for one that is too long, encoded or not JSON; undefined where
 * there is nothing to read and the SDK answers.
 */
export async function readBody(request: Request): Promise<{ message: unknown } | Response | undefined> {
  if (request.method !== 'POST' || !isJsonContentType(request.headers.get('content-type'))) return undefined;
  const encoding = request.headers.get('content-encoding')?.trim() || 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    const message = `A request body in the encoding ${JSON.stringify(encoding.slice(0, 40))} is not supported; send it uncompressed.`;
    return refusal(415, message, { 'Accept-Encoding': 'identity' });
  }
  const read = await readRequestBody(request, MAX_BYTES).catch(() => undefined);
  if (!read) return unreadable('could not be read');
  if (read.tooLarge) return refusal(413, `The body is larger than the limit of ${MAX_BYTES} bytes.`);
  try {
    return { message: withObjectArguments(JSON.parse(read.text)) };
  } catch {
    return unreadable('is not valid JSON');
  }
}

function unreadable(problem: string): Response {
  const error = { code: -32_700, message: `Parse error: the request body ${problem}.` };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 });
}
