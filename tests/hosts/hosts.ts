import { resolve } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdioTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as OldTransport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

/** A connected host application: what it may do with any server. */
export interface Host {
  /** The protocol revision that both sides settled on. */
  revision: string | undefined;
  toolNames(): Promise<string[]>;
  /** The parsed text of the answer; rejects with it where the tool answers with an error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  call(tool: string, args?: Record<string, unknown>): Promise<any>;
  prompt(name: string, args: Record<string, string>): Promise<string>;
  /** What an argument of a prompt, or a variable of an address, may become. */
  complete(of: { prompt: string } | { template: string }, argument: Argument): Promise<string[]>;
  addresses(): Promise<string[]>;
  read(uri: string): Promise<string>;
  /** Follows an address; `heard` gets it with each change. */
  follow(uri: string, heard: (uri: string) => void): Promise<unknown>;
  close(): Promise<void>;
}

interface Argument {
  name: string;
  value: string;
  within?: Record<string, string>;
}

/** Where a host finds the server: a process of its own, or an address with the caller's token. */
export type Place =
  | { arguments: string[]; environment?: Record<string, string> }
  | { url: string; token: string; headers?: Record<string, string> };

/** What a person says to a question. */
export type Answer = 'accept' | 'decline' | 'cancel';

export interface HostOptions {
  /** The person in front of the host; without one it does not say that anybody can be asked. */
  person?: (question: string) => Answer | Promise<Answer>;
}

/** The built server on the embedded sandbox, as a child process. */
export const OVER_STDIO: Place = { arguments: ['serve', '--sandbox'] };

/** Every kind of host that the server is made for. */
export const HOSTS: Record<string, (place: Place, options?: HostOptions) => Promise<Host>> = {
  'a 2.x client on 2026-07-28': (place, options) => connect(place, options, '2026-07-28'),
  'a 2.x client on 2025-11-25': (place, options) => connect(place, options),
  'a 1.x client on 2025-11-25': (place, options) => connectOld(place, options, '2025-11-25'),
  'a 1.x client on 2025-06-18': (place, options) => connectOld(place, options, '2025-06-18'),
};

const capabilitiesOf = ({ person }: HostOptions) => (person ? { elicitation: { form: {} } } : {});

const answered = (action: Answer) => (action === 'accept' ? { action, content: {} } : { action });

async function connect(place: Place, options: HostOptions = {}, pin?: string): Promise<Host> {
  const { person } = options;
  const client = new Client(
    { name: 'host', version: '2.0.0' },
    { capabilities: capabilitiesOf(options), versionNegotiation: { mode: pin ? { pin } : 'legacy' } },
  );
  if (person)
    client.setRequestHandler('elicitation/create', async ({ params }) =>
      answered(await person(params.message)),
    );
  await client.connect(
    'url' in place
      ? new StreamableHTTPClientTransport(new URL(place.url), { requestInit: headersOf(place) })
      : new StdioClientTransport(processOf(place)),
  );
  return {
    revision: client.getNegotiatedProtocolVersion(),
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args = {}) => answerOf(await client.callTool({ name, arguments: args })),
    prompt: async (name, args) => promptText(await client.getPrompt({ name, arguments: args })),
    complete: async (of, argument) => (await client.complete(completion(of, argument))).completion.values,
    addresses: async () => (await client.listResources()).resources.map(({ uri }) => uri),
    read: async (uri) => resourceText(await client.readResource({ uri })),
    follow: async (uri, heard) => {
      client.setNotificationHandler('notifications/resources/updated', ({ params }) => heard(params.uri));
      if (pin) await client.listen({ resourceSubscriptions: [uri] });
      else await client.subscribeResource({ uri });
    },
    close: () => client.close(),
  };
}

async function connectOld(place: Place, options: HostOptions = {}, revision: string): Promise<Host> {
  const { person } = options;
  const client = new OldClient({ name: 'host', version: '1.0.0' }, { capabilities: capabilitiesOf(options) });
  if (person)
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) =>
      answered(await person(params.message)),
    );
  const transport =
    'url' in place
      ? new OldHttpTransport(new URL(place.url), { requestInit: headersOf(place) })
      : new OldStdioTransport(processOf(place));
  const settledOn = offering(revision, transport as OldTransport);
  await client.connect(transport as OldTransport);
  return {
    revision: settledOn(),
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args = {}) => answerOf(await client.callTool({ name, arguments: args })),
    prompt: async (name, args) => promptText(await client.getPrompt({ name, arguments: args })),
    complete: async (of, argument) => (await client.complete(completion(of, argument))).completion.values,
    addresses: async () => (await client.listResources()).resources.map(({ uri }) => uri),
    read: async (uri) => resourceText(await client.readResource({ uri })),
    follow: async (uri, heard) => {
      client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => heard(params.uri));
      await client.subscribeResource({ uri });
    },
    close: () => client.close(),
  };
}

/** Makes the client offer that revision, as its earlier releases did, and tells which one the server settled on. */
function offering(revision: string, transport: OldTransport): () => string | undefined {
  let settled: string | undefined;
  const { send, setProtocolVersion } = transport;
  transport.send = (message, options) =>
    send.call(
      transport,
      'method' in message && message.method === 'initialize'
        ? { ...message, params: { ...message.params, protocolVersion: revision } }
        : message,
      options,
    );
  transport.setProtocolVersion = (version) => {
    settled = version;
    setProtocolVersion?.call(transport, version);
  };
  return () => settled;
}

const processOf = ({
  arguments: args,
  environment,
}: {
  arguments: string[];
  environment?: Record<string, string>;
}) => ({
  command: process.execPath,
  args: [resolve('dist/cli.js'), ...args],
  ...(environment ? { env: environment } : {}),
  stderr: 'inherit' as const,
});

const headersOf = ({ token, headers = {} }: { token: string; headers?: Record<string, string> }) => ({
  headers: { authorization: `Bearer ${token}`, ...headers },
});

function answerOf(result: object): unknown {
  const { content, isError } = result as { content: { text: string }[]; isError?: boolean };
  const value: unknown = JSON.parse(content[0]!.text);
  if (isError) throw new Error(JSON.stringify(value));
  return value;
}

const completion = (of: { prompt: string } | { template: string }, { within, ...argument }: Argument) => ({
  ref:
    'prompt' in of
      ? { type: 'ref/prompt' as const, name: of.prompt }
      : { type: 'ref/resource' as const, uri: of.template },
  argument,
  ...(within ? { context: { arguments: within } } : {}),
});

const promptText = ({ messages }: { messages: { content: unknown }[] }) =>
  (messages[0]!.content as { text: string }).text;

const resourceText = ({ contents }: { contents: unknown[] }) => (contents[0] as { text: string }).text;
