import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Fault, Hit, Recorded } from './fault.ts';
import { asJson, LIES } from './lies.ts';
import { PAGES } from './pages.ts';

/** No fault goes on for longer, whatever the other side does. */
const LONGEST_MS = 20_000;
const CHUNK = 64 * 1024;

const isStream = ({ contentType }: Recorded) => contentType.startsWith('text/event-stream');

/** Bytes as they are, without what a web server adds to them. */
const raw = (
  name: string,
  write: (socket: Socket, hit: Hit) => unknown,
  more: Partial<Fault> = {},
): Fault => ({
  name,
  ...more,
  answer: async (hit) => {
    const { socket } = hit.response;
    // The other side has gone by now.
    if (!socket) return;
    socket.on('error', () => {});
    await write(socket, hit);
  },
});

const head = (reply: Recorded, more: string) =>
  `HTTP/1.1 ${reply.status} OK\r\ncontent-type: ${reply.contentType || 'application/json'}\r\n${more}\r\n\r\n`;

/** Writes until the other side closes the connection. */
async function pour(socket: Socket, chunk: (index: number) => string | Buffer, everyMs = 0): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (let index = 0; !socket.destroyed && Date.now() < end; index += 1) {
    if (!socket.write(chunk(index))) await drained(socket);
    if (everyMs > 0) await sleep(everyMs);
  }
  socket.destroy();
}

/** Resolves once more can be written, or the socket is closed; leaves no listener behind. */
async function drained(socket: Socket): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(() => {});
  over.abort();
}

const CONNECTION: Fault[] = [
  raw('reset before the reply', (socket) => socket.resetAndDestroy()),
  raw('reset once before the reply', (socket) => socket.resetAndDestroy(), { times: 1 }),
  raw('end before the reply', (socket) => socket.end()),
  raw('reset behind the headers', (socket, { reply }) => {
    socket.write(head(reply, `content-length: ${reply.body.length + 10}`), () => socket.resetAndDestroy());
  }),
  raw('body cut short', (socket, { reply }) => {
    socket.write(head(reply, `content-length: ${reply.body.length + 10}`));
    socket.end(reply.body.subarray(0, Math.ceil(reply.body.length / 2)));
  }),
  raw('silence', () => {}),
  raw('silence behind the headers', (socket, { reply }) => {
    socket.write(head(reply, 'content-length: 100000'));
  }),
  raw('drip', async (socket, { reply }) => {
    const slow = Buffer.concat([reply.body, Buffer.alloc(10_000, ' ')]);
    socket.write(head(reply, `content-length: ${slow.length}`));
    await pour(socket, (index) => slow.subarray(index, index + 1), 40);
  }),
  raw('headers without end', async (socket, { reply }) => {
    socket.write(head(reply, 'x: 1').slice(0, -2));
    await pour(socket, (index) => `x-${index}: ${'y'.repeat(1000)}\r\n`);
  }),
  raw('102 without end', (socket) => pour(socket, () => 'HTTP/1.1 102 Processing\r\n\r\n', 2)),
  raw('no HTTP', (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
  raw(
    'another reply behind the reply',
    (socket, { reply }) => {
      const other = '{"id":666,"name":"smuggled"}';
      socket.write(head(reply, `content-length: ${reply.body.length}`));
      socket.write(reply.body);
      socket.write(head({ ...reply, status: 200 }, `content-length: ${other.length}`) + other);
    },
    { fits: ({ status }) => status !== 204 },
  ),
];

const SIZE: Fault[] = [
  raw('a body without end', async (socket, { reply }) => {
    socket.write(head(reply, 'connection: close'));
    if (isStream(reply)) return pour(socket, () => `data: {"delta":"${'x'.repeat(CHUNK)}"}\n\n`);
    socket.write('[');
    return pour(socket, () => `"${'x'.repeat(CHUNK)}",`);
  }),
  raw(
    'keepalives without end',
    async (socket, { reply }) => {
      socket.write(head(reply, 'connection: close'));
      await pour(socket, () => ': keepalive\n\n', 5);
    },
    { fits: isStream },
  ),
  raw(
    'one event without end',
    async (socket, { reply }) => {
      socket.write(head(reply, 'connection: close'));
      socket.write('data: {"delta":"');
      await pour(socket, () => 'x'.repeat(CHUNK));
    },
    { fits: isStream },
  ),
  raw(
    'events of rubbish without end',
    async (socket, { reply }) => {
      socket.write(head(reply, 'connection: close'));
      await pour(socket, () => 'data: {"x"\n\nevent: \ndata: []\n\n'.repeat(100));
    },
    { fits: isStream },
  ),
  raw('40 MB of JSON', async (socket, { reply }) => {
    const rows = `[${Array.from({ length: 400 }, (_, id) => `{"id":${id},"name":"${'n'.repeat(100_000)}"}`).join(',')}]`;
    socket.write(head(reply, `content-length: ${rows.length}`));
    socket.end(rows);
  }),
  raw('a gzip bomb', (socket, { reply }) => {
    socket.write(head(reply, `content-encoding: gzip\r\ncontent-length: ${BOMB.length}`));
    socket.end(BOMB);
  }),
  raw(
    'no gzip where it says gzip',
    (socket, { reply }) => {
      socket.write(head(reply, `content-encoding: gzip\r\ncontent-length: ${reply.body.length}`));
      socket.end(reply.body);
    },
    { fits: ({ body }) => body.length > 0 },
  ),
  raw(
    'gzip cut short',
    (socket, { reply }) => {
      const half = gzipSync(reply.body).subarray(0, -12);
      socket.write(head(reply, `content-encoding: gzip\r\ncontent-length: ${half.length}`));
      socket.end(half);
    },
    { fits: ({ body }) => body.length > 0 },
  ),
];
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));

const status = (
  name: string,
  code: number,
  body: (hit: Hit) => unknown,
  headers: Record<string, string> = {},
  more: Partial<Fault> = {},
): Fault => ({
  name,
  ...more,
  answer: (hit) => respond(hit.response, code, JSON.stringify(body(hit)), headers),
});

function respond(
  response: ServerResponse,
  code: number,
  body: string,
  headers: Record<string, string>,
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

const LOGIN = '<!doctype html><html><title>Sign in</title><body>Sign in</body></html>';
const html = (name: string, code: number): Fault => ({
  name,
  answer: ({ response }) => respond(response, code, LOGIN, { 'content-type': 'text/html' }),
});
const redirect = (name: string, code: number, to: (hit: Hit) => string): Fault => ({
  name,
  answer: (hit) => respond(hit.response, code, '', { location: to(hit) }),
});
const authorization = ({ request }: Hit) => `You sent Authorization: ${request.headers.authorization}`;

const STATUS: Fault[] = [
  status('500', 500, () => ({ detail: 'Traceback: boom' })),
  html('502, a page', 502),
  status('503', 503, () => ({ detail: 'busy' })),
  status('503 once', 503, () => ({ detail: 'busy' }), {}, { times: 1 }),
  status('429, wait an hour', 429, () => ({ detail: 'Slow down.' }), { 'retry-after': '3600' }),
  status('429, wait for rubbish', 429, () => ({ detail: 'Slow down.' }), { 'retry-after': '-1e9x' }),
  status('401 that quotes the token', 401, (hit) => ({ detail: authorization(hit) })),
  status('403 that quotes the token', 403, (hit) => ({ detail: authorization(hit) })),
  status('404', 404, () => ({ detail: 'Not found.' })),
  status('409', 409, () => ({ detail: 'Conflict.' })),
  status('422', 422, () => ({ detail: [{ loc: ['body', 'name'], msg: 'is wrong', type: 'x' }] })),
  redirect('307 to another host', 307, ({ elsewhere }) => `${elsewhere}/steal`),
  redirect('302 to a login page', 302, () => '/login?next=x'),
  redirect('308 to the same with a slash, again and again', 308, ({ request }) => {
    const [path = ''] = (request.url ?? '').split('?');
    return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  }),
];

const text = (name: string, code: number, body: string, contentType = 'application/json'): Fault => ({
  name,
  answer: ({ response, sent }) => {
    sent(asJson(body));
    respond(response, code, body, { 'content-type': contentType });
  },
});

const CONTENT: Fault[] = [
  {
    name: '204',
    fits: ({ status }) => status !== 204,
    answer: ({ response }) => void response.writeHead(204).end(),
  },
  text('an empty body', 200, ''),
  text('null', 200, 'null'),
  text('[]', 200, '[]'),
  text('{}', 200, '{}'),
  text('"ok"', 200, '"ok"'),
  text('an error with 200', 200, '{"error":"something went wrong"}'),
  text('a failure with 200', 200, '{"success":false,"message":"no"}'),
  html('200, a page', 200),
  text('lists inside each other, 100,000 deep', 200, '['.repeat(100_000) + ']'.repeat(100_000)),
  text('objects inside each other, 5,000 deep', 200, `${'{"id":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
  text('JSON that ends in the middle', 200, '{"results":[{"id":1,"name":"x"'),
  text('numbers that are none', 200, '{"id":NaN,"count":Infinity,"results":[]}'),
  {
    name: 'no UTF-8',
    fits: (reply) => reply.body.includes('":"') && !isStream(reply),
    answer: ({ response, reply, sent }) => {
      // Every text of the reply begins with two bytes that no text has.
      const bytes = Buffer.from(reply.body.toString('latin1').replaceAll('":"', '":"\xff\xfe'), 'latin1');
      sent(asJson(bytes.toString()));
      response.writeHead(reply.status, { 'content-type': reply.contentType });
      response.end(bytes);
    },
  },
];

/** Every fault; each is tried on each request of each tool that it fits. */
export const FAULTS: readonly Fault[] = [...CONNECTION, ...SIZE, ...STATUS, ...CONTENT, ...LIES, ...PAGES];
