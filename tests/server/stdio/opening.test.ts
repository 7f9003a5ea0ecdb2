import { PassThrough } from 'node:stream';
import { InMemoryTransport, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { createLogger } from '../../../src/log/logger.ts';
import { createServer } from '../../../src/server/create-server.ts';
import { answerOpening, type Opened } from '../../../src/server/stdio/opening.ts';
import { REVISIONS, readOpeningMessage } from '../../../src/server/stdio/opening-message.ts';

const config = (environment: Record<string, string> = {}) =>
  loadConfig({ environment, flags: {}, workingDirectory: '/' });
const CLIENT = { name: 'host', version: '1' };
const line = (message: object) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
const initialize = (more: object = {}) =>
  line({
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: CLIENT, ...more },
  });
const INITIALIZED = line({ method: 'notifications/initialized' });
const list = (params?: object) => line({ id: 'two', method: 'tools/list', params });

/** What the opening writes, and what it leaves to the server that goes on. */
async function opened(chunks: (string | Buffer)[], { environment = {}, ends = false } = {}) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let written = '';
  output.on('data', (bytes) => {
    written += bytes;
  });
  const outcome = answerOpening(config(environment), input, output);
  for (const chunk of chunks) input.write(chunk);
  if (ends) input.end();
  const ended = await outcome;
  return {
    answers: written
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text)),
    ended,
  };
}

/** What the SDK's own server answers to the same messages. */
async function fromTheSdk(messages: string[], environment: Record<string, string> = {}) {
  const server = await createServer({
    config: config(environment),
    transport: 'stdio',
    era: 'legacy',
    subscribes: true,
    log: createLogger('error'),
    platformFor: () => Promise.reject(new Error('nothing is called')),
  });
  const [client, transport] = InMemoryTransport.createLinkedPair();
  await server.connect(transport);
  const answers: unknown[] = [];
  client.onmessage = (message) => void answers.push(JSON.parse(JSON.stringify(message)));
  await client.start();
  for (const message of messages) {
    const due = answers.length + ('id' in JSON.parse(message) ? 1 : 0);
    await client.send(JSON.parse(message));
    await expect.poll(() => answers.length).toBe(due);
  }
  await server.close();
  return answers;
}

const ENVIRONMENTS: Record<string, string>[] = [
  {},
  { MCP_READ_ONLY: 'true', MCP_TOOLSETS: 'investigate' },
  { RW_API_URL: 'https://papi.acme.test', DEFAULT_WORKSPACE: 'a', MCP_CONFIRM: 'never' },
];

describe('the opening of a connection', () => {
  test.each(
    REVISIONS.flatMap((protocolVersion) =>
      ENVIRONMENTS.map((environment) => ({ protocolVersion, environment })),
    ),
  )(
    'is answered as the SDK answers it: $protocolVersion, $environment',
    async ({ protocolVersion, environment }) => {
      const messages = [initialize({ protocolVersion }), INITIALIZED, list({ _meta: { progressToken: 1 } })];
      const { answers, ended } = await opened(messages, { environment });
      expect(answers).toHaveLength(2);
      expect(answers).toEqual(await fromTheSdk(messages, environment));
      expect((ended as Opened).read.toString()).toBe(messages.slice(0, 2).join(''));
      expect((ended as Opened).answered).toBe(1);
    },
  );

  test('knows every revision that begins so', () => {
    expect(REVISIONS).toEqual(SUPPORTED_PROTOCOL_VERSIONS.filter((revision) => revision < '2026'));
  });

  test('comes in pieces, and ends where the input does', async () => {
    const bytes = Buffer.from(
      initialize({ clientInfo: { ...CLIENT, title: 'Ünïcode 🚀' } }) + INITIALIZED + list(),
    );
    const { answers, ended } = await opened(
      [...bytes].map((byte) => Buffer.from([byte])),
      { ends: true },
    );
    expect(answers.map(({ id }) => id)).toEqual([1, 'two']);
    expect(ended).toBe('standard input closed');
  });

  test.each([
    ['a call', line({ id: 3, method: 'tools/call', params: { name: 'list_workspaces' } })],
    ['a second handshake', initialize()],
    ['a list from a cursor', list({ cursor: 'x' })],
    ['a ping', line({ id: 3, method: 'ping' })],
    ['what is not JSON', '{\n'],
    [
      'what is not UTF-8',
      Buffer.from([
        ...Buffer.from('{"jsonrpc":"2.0","id":"'),
        0xff,
        ...Buffer.from('","method":"tools/list"}\n'),
      ]),
    ],
    ['an empty line', '\n'],
    ['a line without an end that is too long', `{"${'x'.repeat(70_000)}`],
  ])('hands over before %s, with what follows', async (_what, next) => {
    const { answers, ended } = await opened([initialize(), INITIALIZED, list(), next, list()]);
    expect(answers.map(({ id }) => id)).toEqual([1, 'two']);
    const rest = Buffer.concat([initialize(), INITIALIZED, next, list()].map((part) => Buffer.from(part)));
    expect((ended as Opened).read.equals(rest)).toBe(true);
  });

  test('ends with the input where nobody reads the output', async () => {
    const [input, output] = [new PassThrough(), new PassThrough({ highWaterMark: 1 })];
    input.end(initialize() + INITIALIZED + list() + list());
    expect(await answerOpening(config(), input, output, 200)).toBe('standard input closed');
  });

  test('hands over a last line without its end', async () => {
    const { ended } = await opened([initialize(), INITIALIZED, list().trim()], { ends: true });
    expect((ended as Opened).read.toString()).toBe(initialize() + INITIALIZED + list().trim());
  });

  test('hands over what begins without a handshake', async () => {
    const { answers, ended } = await opened([list()]);
    expect(answers).toEqual([]);
    expect(ended).toEqual({ read: Buffer.from(list()), answered: undefined });
  });
});

describe('a message of the opening', () => {
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: CLIENT };
  const given = (more: object) => readOpeningMessage(initialize(more));

  test.each([
    { roots: { listChanged: true }, sampling: {}, elicitation: { form: {}, url: {} } },
    { sampling: { tools: {}, context: {} }, experimental: { anything: { at: ['all'] } } },
    { extensions: { 'io.modelcontextprotocol/ui': { mimeTypes: ['text/html;profile=mcp-app'] } } },
  ])('may say what hosts can: %j', (capabilities) => {
    expect(given({ capabilities })).toMatchObject({ method: 'initialize', id: 1 });
  });

  test.each([
    { protocolVersion: '2026-07-28' },
    { protocolVersion: '1' },
    { protocolVersion: undefined },
    { capabilities: undefined },
    { capabilities: [] },
    { capabilities: null },
    { capabilities: { roots: { listChanged: 'yes' } } },
    { capabilities: { roots: true } },
    { capabilities: { sampling: null } },
    { capabilities: { experimental: { a: 1 } } },
    { capabilities: { unheardOf: {} } },
    { clientInfo: undefined },
    { clientInfo: { name: 'a' } },
    { clientInfo: { name: 'a', version: 1 } },
    { clientInfo: { name: 'a', version: '1', icons: [] } },
    { _meta: {} },
  ])('is left to the SDK where anything is odd: %j', (more) => {
    expect(given(more)).toBeUndefined();
  });

  test.each([
    { id: null },
    { id: 1.5 },
    { id: undefined },
    { id: {} },
    { jsonrpc: '1.0' },
    { method: 'constructor' },
    { method: 1 },
    { params: [] },
    { params: undefined },
    { result: {} },
  ])('is left to the SDK with %j', (more) => {
    expect(readOpeningMessage(line({ id: 1, method: 'initialize', params, ...more }))).toBeUndefined();
  });

  test.each(['[]', 'null', '1', '"initialize"', '', `[${initialize().trim()}]`])('is not %s', (text) => {
    expect(readOpeningMessage(text)).toBeUndefined();
  });
});
