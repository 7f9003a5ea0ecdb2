import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Recorded } from './fault.ts';

/** What a platform answers during one call. */
export interface Scene {
  exchanges: readonly Recorded[];
  /** Which request gets which fault; none where it is left out. */
  hit?: { method: string; path: string; fault: Fault };
}

export interface HostilePlatform {
  url: string;
  /** Passes all on to a platform that is sound, as the owner of `token`; gives what it hears until it is stopped. */
  record(sound: { url: string; token: string }): { stop(): Recorded[] };
  play(scene: Scene): void;
  /** What came since `play`. */
  seen(): { method: string; path: string; body: string }[];
  /** The last JSON that a fault answered with since `play`. */
  lie(): unknown;
  /** How often the fault was applied since `play`. */
  suffered(): number;
  /** Values of `Authorization` that reached the server that must get none. */
  leaked(): string[];
  close(): void;
}

const PLACE = '{{platform}}';

/** A platform that answers as a recorded one did, but for the fault that a scene gives one of its requests. */
export async function startHostilePlatform(): Promise<HostilePlatform> {
  let forward: { url: string; token: string } | undefined;
  let recorded: Recorded[] = [];
  let scene: Scene = { exchanges: [] };
  let seen: { method: string; path: string; body: string }[] = [];
  let taken = new Map<string, number>();
  let lie: unknown;
  let suffered = 0;
  const leaked: string[] = [];
  const elsewhere = createServer((request, response) => {
    if (request.headers.authorization) leaked.push(request.headers.authorization);
    response.end('{}');
  });
  const server = createServer(async (request, response) => {
    const [path = '', search = ''] = (request.url ?? '').split('?');
    const method = request.method ?? '';
    let body = '';
    try {
      for await (const chunk of request) body += chunk;
    } catch {
      return;
    }
    seen.push({ method, path, body });
    response.on('error', () => {});
    if (forward) return pass(request, response, body, forward);
    const reply = next(method, path, search);
    const { hit } = scene;
    if (hit && hit.method === method && hit.path === path && suffered < (hit.fault.times ?? Infinity)) {
      suffered += 1;
      const sent = (value: unknown) => {
        lie = value;
      };
      const query = new URLSearchParams(search);
      return hit.fault.answer({
        request,
        response,
        query,
        reply: local(reply!),
        elsewhere: addressOf(elsewhere),
        sent,
      });
    }
    if (reply) return answer(response, local(reply));
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"detail":"Not found."}');
  });
  server.maxRequestsPerSocket = 0;
  server.keepAliveTimeout = 60_000;
  await Promise.all([listening(server), listening(elsewhere)]);
  const url = addressOf(server);

  async function pass(
    { method = '', url = '', headers }: IncomingMessage,
    response: ServerResponse,
    body: string,
    to: { url: string; token: string },
  ) {
    const answered = await fetch(`${to.url}${url}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: headers.accept ?? '*/*',
        ...(headers['content-type'] ? { 'content-type': headers['content-type'] } : {}),
        ...(headers.authorization ? { authorization: `Bearer ${to.token}` } : {}),
      },
      ...(body === '' ? {} : { body }),
    });
    const [path = '', search] = url.split('?');
    const reply: Recorded = {
      method,
      path,
      query: search === undefined ? '' : `?${search}`,
      status: answered.status,
      contentType: answered.headers.get('content-type') ?? '',
      body: Buffer.from((await answered.text()).replaceAll(to.url, PLACE)),
    };
    recorded.push(reply);
    answer(response, local(reply));
  }
  /** The replies to one request in their order, then the last of them again; those to the same path for another query. */
  function next(method: string, path: string, search: string): Recorded | undefined {
    const same = scene.exchanges.filter((one) => one.method === method && one.path === path);
    const exact = same.filter(({ query }) => query === (search === '' ? '' : `?${search}`));
    const replies = exact.length > 0 ? exact : same;
    const key = `${method} ${path}`;
    const index = taken.get(key) ?? 0;
    taken.set(key, index + 1);
    return replies[Math.min(index, replies.length - 1)];
  }
  const local = (reply: Recorded): Recorded => ({
    ...reply,
    body: Buffer.from(reply.body.toString().replaceAll(PLACE, url)),
  });

  return {
    url,
    record(sound) {
      forward = sound;
      recorded = [];
      return {
        stop() {
          forward = undefined;
          return recorded;
        },
      };
    },
    play(next) {
      scene = next;
      seen = [];
      taken = new Map();
      lie = undefined;
      suffered = 0;
    },
    seen: () => seen,
    lie: () => lie,
    suffered: () => suffered,
    leaked: () => leaked,
    close() {
      for (const one of [server, elsewhere]) {
        one.closeAllConnections();
        one.close();
      }
    },
  };
}

function answer(response: ServerResponse, { status, contentType, body }: Recorded): void {
  response.writeHead(status, contentType === '' ? {} : { 'content-type': contentType });
  response.end(status === 204 ? undefined : body);
}

async function listening(server: ReturnType<typeof createServer>): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

const addressOf = (server: ReturnType<typeof createServer>) =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
