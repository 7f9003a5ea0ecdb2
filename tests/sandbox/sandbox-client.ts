import type { Sandbox } from '../../src/sandbox/start.ts';

export interface Reply {
  status: number;
  /** Parsed JSON; undefined where there is no body. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  body: any;
}

/** Sends JSON to a sandbox as one of its users; follows no redirect. */
export function sandboxClient(sandbox: Sandbox, token = sandbox.tokens.admin) {
  return async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}
