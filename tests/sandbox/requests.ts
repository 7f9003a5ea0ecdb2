import type { Sandbox } from '../../src/sandbox/start.ts';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, text otherwise. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any;
}

/** Sends requests to a sandbox as one of its users; no user sends no token. Follows no redirect. */
export function requester(sandbox: () => Sandbox) {
  return async (
    method: string,
    path: string,
    { body, as = 'admin' }: { body?: unknown; as?: keyof Sandbox['tokens'] | null } = {},
  ): Promise<Answer> => {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (as) headers.authorization = `Bearer ${sandbox().tokens[as]}`;
    const response = await fetch(new URL(path, sandbox().url), {
      method,
      redirect: 'manual',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Asks until the answer is `good`, for half a minute at most. */
export async function until<T>(ask: () => Promise<T>, good: (answer: T) => boolean): Promise<T> {
  for (let round = 0; round < 600; round++) {
    const answer = await ask();
    if (good(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It has not come to that.');
}
