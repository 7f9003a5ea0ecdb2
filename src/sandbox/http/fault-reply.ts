import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { SandboxContext } from './context.ts';
import type { Fault, StreamFault } from './faults.ts';

const HTML =
  '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n';

/** Answers a request as its fault says; `next` runs the real handler where the fault needs its answer. */
export async function applyFault(c: SandboxContext, fault: Fault, next: () => Promise<void>): Promise<void> {
  if (fault.delayMs) await sleep(fault.delayMs);
  if (fault.silenceMs) {
    await Promise.race([sleep(fault.silenceMs), once(c.env.outgoing, 'close')]);
    return dropped(c);
  }
  if (fault.cut === 'before-reply') return dropped(c);
  if (fault.stream) return streamed(c, fault.stream);

  const made = madeUp(fault);
  if (!made) await next();
  const response = made ?? c.res;
  for (const [name, value] of Object.entries(fault.headers ?? {})) response.headers.set(name, value);
  if (fault.cut === 'mid-body') return halved(c, response);
  c.res = fault.malformed ? await truncated(response) : response;
}

/** The answer that the fault states itself, if it states one. */
function madeUp(fault: Fault): Response | undefined {
  const { status, body, html, redirect } = fault;
  if (redirect !== undefined) {
    return new Response(null, { status: status ?? 307, headers: { location: redirect } });
  }
  if (html) return new Response(HTML, { status: status ?? 200, headers: { 'content-type': 'text/html' } });
  if (status === undefined && body === undefined) return undefined;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? { detail: 'A fault was asked for.' });
  return new Response(status === 204 ? null : text, {
    status: status ?? 200,
    headers: { 'content-type': 'application/json' },
  });
}

async function truncated(response: Response): Promise<Response> {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { status: response.status, headers });
}

async function halved(c: SandboxContext, response: Response): Promise<void> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    'content-length': bytes.length + 1,
  });
  await written(outgoing, bytes.subarray(0, Math.floor(bytes.length / 2)));
  dropped(c);
}

async function streamed(
  c: SandboxContext,
  { chunks, everyMs = 0, end = 'close' }: StreamFault,
): Promise<void> {
  const { outgoing } = c.env;
  outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
  outgoing.flushHeaders();
  for (const chunk of chunks) {
    if (everyMs > 0) await sleep(everyMs);
    if (outgoing.destroyed) break;
    await written(outgoing, chunk);
  }
  if (end === 'cut') return dropped(c);
  if (end === 'close') outgoing.end();
  c.res = RESPONSE_ALREADY_SENT;
}

/** Resolves when the bytes have left this process, so that a cut after them cannot overtake them. */
function written(outgoing: ServerResponse, chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => outgoing.write(chunk, () => resolve()));
}

function dropped(c: SandboxContext): void {
  c.env.outgoing.destroy();
  c.res = RESPONSE_ALREADY_SENT;
}
