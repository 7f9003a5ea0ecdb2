import type { SandboxContext } from './context.ts';

/** One request as it reached the sandbox. */
export interface RecordedRequest {
  method: string;
  /** Still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Parsed where it is JSON or a form, text otherwise, undefined where there is none. */
  body: unknown;
  /** The client's port: equal for requests over one connection. */
  remotePort: number;
}

export interface Exchange {
  request: RecordedRequest;
  response: {
    status: number;
    headers: Record<string, string>;
    /** As for requests; undefined for event streams, for answers that a fault made, and where nobody observes. */
    body: unknown;
  };
  /** True where a fault was applied, so that the answer says nothing about the sandbox's own behaviour. */
  faulty: boolean;
}

/**
 * Runs `answer`, which tells whether a fault was applied, and reports the exchange: with the answer's body where
 * `bodies` is true, which costs as much again as the answer.
 */
export async function observed(
  c: SandboxContext,
  { bodies, report }: { bodies: boolean; report(exchange: Exchange): void },
  answer: () => Promise<boolean>,
): Promise<void> {
  const url = new URL(c.req.url);
  const request: RecordedRequest = {
    method: c.req.method,
    path: url.pathname,
    query: url.searchParams,
    headers: c.req.header(),
    body: isForm(c)
      ? Object.fromEntries(new URLSearchParams(await c.req.text()))
      : contents(await c.req.text()),
    remotePort: c.env.incoming.socket.remotePort ?? 0,
  };
  const faulty = await answer();
  const readable = bodies && !faulty && !c.res.headers.get('content-type')?.startsWith('text/event-stream');
  report({
    request,
    response: {
      status: c.res.status,
      headers: Object.fromEntries(c.res.headers),
      body: readable ? contents(await c.res.clone().text()) : undefined,
    },
    faulty,
  });
}

function isForm(c: SandboxContext): boolean {
  return c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function contents(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
