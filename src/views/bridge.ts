import type { McpUiHostCapabilities, McpUiHostContext } from '@modelcontextprotocol/ext-apps';

/** What the host tells a view, in the order in which it may come. */
export interface HostListener {
  /** The arguments of the call, whole or still being written. */
  input(args: Record<string, unknown>, isWhole: boolean): void;
  result(result: ToolAnswer): void;
  cancelled(reason: string | undefined): void;
  /** Merged: it always holds all that is known of the host. */
  context(context: McpUiHostContext): void;
  /** The host takes the view away. */
  teardown(): void;
}

/** The part of a `tools/call` answer that every host passes on. */
export interface ToolAnswer {
  content?: { type: string; text?: string }[];
  isError?: boolean;
}

export interface Bridge {
  readonly capabilities: McpUiHostCapabilities;
  readonly context: McpUiHostContext;
  /** Rejects with the host's words where it refuses, and after `timeoutMs` of silence. */
  request<Answer>(method: string, params: object, timeoutMs?: number): Promise<Answer>;
  notify(method: string, params: object): void;
}

interface Message {
  jsonrpc: '2.0';
  id?: number | string;
  method?: string;
  params?: Record<string, unknown>;
  result?: unknown;
  error?: { code: number; message: string };
}

const PROTOCOL_VERSION = '2026-01-26';
const HANDSHAKE_MS = 30_000;
const REQUEST_MS = 60_000;
const METHOD_NOT_FOUND = -32601;

/**
 * The view's side of the protocol's UI extension: JSON-RPC over `postMessage` with the parent window. Listens before it
 * speaks, since a host tells arguments and result once.
 */
export async function connect(
  view: { name: string; version: string },
  listener: HostListener,
): Promise<Bridge> {
  const waiting = new Map<number | string, { resolve(value: unknown): void; reject(error: Error): void }>();
  let context: McpUiHostContext = {};
  let lastId = 0;

  const send = (message: Omit<Message, 'jsonrpc'>) =>
    window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const notify = (method: string, params: object) =>
    send({ method, params: params as Message['params'] & {} });
  const request = <Answer>(method: string, params: object, timeoutMs = REQUEST_MS) => {
    lastId += 1;
    const id = lastId;
    return new Promise<Answer>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(new Error('The host did not answer.'));
      }, timeoutMs);
      waiting.set(id, {
        resolve: (value) => {
          clearTimeout(timer);
          resolve(value as Answer);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      send({ id, method, params: params as Message['params'] & {} });
    });
  };

  const settle = ({ id, result, error }: Message) => {
    const asked = waiting.get(id!);
    waiting.delete(id!);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  };
  const answer = ({ id, method }: Message) => {
    if (method === 'ui/resource-teardown') listener.teardown();
    const known = method === 'ui/resource-teardown' || method === 'ping';
    if (known) send({ id: id!, result: {} });
    else
      send({ id: id!, error: { code: METHOD_NOT_FOUND, message: `${method} is not known to this view.` } });
  };
  const hear = ({ method, params = {} }: Message) => {
    if (method === 'ui/notifications/tool-input') listener.input(argumentsOf(params), true);
    if (method === 'ui/notifications/tool-input-partial') listener.input(argumentsOf(params), false);
    if (method === 'ui/notifications/tool-result') listener.result(params as ToolAnswer);
    if (method === 'ui/notifications/tool-cancelled') listener.cancelled(params.reason as string | undefined);
    if (method === 'ui/notifications/host-context-changed') {
      context = merge(context, params);
      listener.context(context);
    }
  };
  window.addEventListener('message', ({ source, data }: MessageEvent<Message>) => {
    if (source !== window.parent || data?.jsonrpc !== '2.0') return;
    // A host may count its requests from 0.
    if (data.method === undefined) settle(data);
    else if (data.id === undefined) hear(data);
    else answer(data);
  });

  const host = await request<{ hostCapabilities?: McpUiHostCapabilities; hostContext?: McpUiHostContext }>(
    'ui/initialize',
    {
      protocolVersion: PROTOCOL_VERSION,
      appInfo: view,
      appCapabilities: { availableDisplayModes: ['inline', 'fullscreen'] },
    },
    HANDSHAKE_MS,
  );
  context = merge(context, host?.hostContext ?? {});
  notify('ui/notifications/initialized', {});
  listener.context(context);
  return {
    capabilities: host?.hostCapabilities ?? {},
    get context() {
      return context;
    },
    request,
    notify,
  };
}

const argumentsOf = (params: Record<string, unknown>) => (params.arguments ?? {}) as Record<string, unknown>;

/** A change names only what changed; variables of the theme come one by one too. */
function merge(known: McpUiHostContext, change: McpUiHostContext): McpUiHostContext {
  const variables = { ...known.styles?.variables, ...change.styles?.variables };
  return {
    ...known,
    ...change,
    styles: { ...known.styles, ...change.styles, variables: variables as never },
  };
}
