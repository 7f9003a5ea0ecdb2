import { createHash, randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/start.ts';
import { type HttpBench, serve } from '../http-bench.ts';
import { type Browser, createBrowser, type Page } from './browser.ts';

export const BASE_URL = 'https://mcp.checkout.example';
export const CALLBACK = `${BASE_URL}/auth/callback`;
/** Where the client of these tests waits for its code. */
export const REDIRECT = 'http://127.0.0.1:43110/callback';
export const ADA = 'ada@checkout.example';

const CLIENT = { clientId: 'runwhen-mcp', clientSecret: 'known to the platform and the server' };
export const SETTINGS = {
  MCP_BASE_URL: BASE_URL,
  MCP_PAPI_OAUTH_CLIENT_ID: CLIENT.clientId,
  MCP_PAPI_OAUTH_CLIENT_SECRET: CLIENT.clientSecret,
  MCP_OAUTH_SEALING_KEY: randomBytes(32).toString('base64'),
};

/** Servers that browser sign-in is set up for, in front of one sandbox, and what goes between them. */
export interface SignInBench {
  sandbox: Sandbox;
  copies: HttpBench[];
  newBrowser(): Browser;
  /** Sends a request to the next copy, as a load balancer does. */
  send(path: string, init?: RequestInit): Promise<Response>;
  /** Fields of a form to /token, and the answer. */
  token(fields: Record<string, string>): Promise<Answer>;
  register(metadata?: Record<string, unknown>): Promise<Answer>;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  body: any;
}

/** Starts so many copies; every request goes to another one than the request before. */
export async function startBench(
  { copies: count = 2, environment = {} }: { copies?: number; environment?: Record<string, string> } = {},
  ended: (close: () => Promise<void>) => void = onTestFinished,
): Promise<SignInBench> {
  const sandbox = await startSandbox({ oauth: { ...CLIENT, redirectUris: [CALLBACK] } });
  const settings = { environment: { ...SETTINGS, ...environment } };
  const copies = await Promise.all(Array.from({ length: count }, () => serve(sandbox.url, settings)));
  ended(async () => {
    await Promise.all([...copies.map((copy) => copy.close()), sandbox.close()]);
  });
  let turn = 0;
  const nextCopy = () => {
    turn += 1;
    return copies[turn % copies.length]!.origin;
  };
  const reach = (url: URL) => {
    if (url.origin === BASE_URL) return `${nextCopy()}${url.pathname}${url.search}`;
    return url.origin === sandbox.url ? url.href : undefined;
  };
  const send = (path: string, init?: RequestInit) =>
    fetch(`${nextCopy()}${path}`, { redirect: 'manual', ...init });
  const answer = async (response: Response) => ({
    status: response.status,
    body: JSON.parse(await response.text()),
  });
  return {
    sandbox,
    copies,
    newBrowser: () => createBrowser(reach),
    send,
    token: async (fields) =>
      answer(await send('/token', { method: 'POST', body: new URLSearchParams(fields) })),
    register: async (metadata = { redirect_uris: [REDIRECT], client_name: 'Test Editor' }) =>
      answer(
        await send('/register', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(metadata),
        }),
      ),
  };
}

export interface Flow {
  clientId: string;
  verifier: string;
  /** Where the client sends the browser. */
  url: string;
}

/** A sign-in as a client begins it: it registers, and makes a verifier; `changes` go into the request. */
export async function beginFlow(
  bench: SignInBench,
  changes: Record<string, string | undefined> = {},
  clientId?: string,
): Promise<Flow> {
  const id = clientId ?? ((await bench.register()).body.client_id as string);
  const verifier = randomBytes(32).toString('base64url');
  const parameters = {
    response_type: 'code',
    client_id: id,
    redirect_uri: REDIRECT,
    state: 'of the client',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: `${BASE_URL}/mcp`,
    ...changes,
  };
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { clientId: id, verifier, url: `${BASE_URL}/authorize?${new URLSearchParams(given)}` };
}

/** Allows it and signs in at the platform; ends at the client's address. */
export async function walkThrough(browser: Browser, flow: Flow): Promise<Page> {
  const login = await browser.submit(await browser.open(flow.url), ['decision', 'allow']);
  return browser.submit(login, ['user', ADA]);
}

/** A code that waits to be redeemed, and all that redeeming it takes. */
export async function newCode(
  bench: SignInBench,
  changes: Record<string, string | undefined> = {},
): Promise<Flow & { code: string }> {
  const flow = await beginFlow(bench, changes);
  const { url } = await walkThrough(bench.newBrowser(), flow);
  return { ...flow, code: url.searchParams.get('code') ?? '' };
}

export function redemption({ clientId, verifier, code }: Flow & { code: string }): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri: REDIRECT,
    code_verifier: verifier,
  };
}
