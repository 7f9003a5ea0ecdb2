/** One of the messages that hosts open a connection with. */
export type OpeningMessage =
  | { method: 'initialize'; id: string | number; protocolVersion: string }
  | { method: 'notifications/initialized' }
  | { method: 'tools/list'; id: string | number };

/** The revisions that begin with `initialize`, as the SDK knows them. */
export const REVISIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'];

/** What a value may hold: a scalar's type, any object, or an object of these optional keys; `*` stands for each key. */
type Shape = 'string' | 'boolean' | 'id' | 'object' | { [key: string]: Shape };

const INITIALIZE: Shape = {
  protocolVersion: 'string',
  capabilities: {
    experimental: { '*': 'object' },
    extensions: { '*': 'object' },
    roots: { listChanged: 'boolean' },
    sampling: { context: {}, tools: {} },
    elicitation: { form: {}, url: {} },
  },
  clientInfo: {
    name: 'string',
    title: 'string',
    version: 'string',
    description: 'string',
    websiteUrl: 'string',
  },
};

const PARAMS: Record<OpeningMessage['method'], Shape> = {
  initialize: INITIALIZE,
  'notifications/initialized': {},
  'tools/list': { _meta: { progressToken: 'id' } },
};

/**
 * A line as one of these messages; undefined for whatever else it is, also for these where anything is missing, unknown
 * or odd: the SDK judges those.
 */
export function readOpeningMessage(line: string): OpeningMessage | undefined {
  const message = parse(line);
  if (!isObject(message) || message.jsonrpc !== '2.0') return undefined;
  const { method, id, params = {} } = message;
  if (typeof method !== 'string' || !Object.hasOwn(PARAMS, method)) return undefined;
  const shape: Shape = {
    jsonrpc: 'string',
    method: 'string',
    params: PARAMS[method as OpeningMessage['method']],
    ...(method === 'notifications/initialized' ? {} : { id: 'id' }),
  };
  if (!fits(message, shape)) return undefined;
  if (method === 'notifications/initialized') return { method };
  if (!fits(id, 'id')) return undefined;
  if (method === 'tools/list') return { method, id: id as string };
  const { protocolVersion, capabilities, clientInfo } = params as Record<string, Record<string, string>>;
  const isWhole = capabilities && clientInfo?.name !== undefined && clientInfo.version !== undefined;
  const revision = REVISIONS.find((revision) => revision === (protocolVersion as unknown));
  return isWhole && revision
    ? { method: 'initialize', id: id as string, protocolVersion: revision }
    : undefined;
}

function parse(line: string): unknown {
  // What was not UTF-8 is refused, and not where a message is read.
  if (line.includes('\ufffd')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function fits(value: unknown, shape: Shape): boolean {
  if (shape === 'id') return typeof value === 'string' || Number.isSafeInteger(value);
  if (shape === 'object') return isObject(value);
  if (typeof shape === 'string') return typeof value === shape;
  if (!isObject(value)) return false;
  return Object.entries(value).every(([key, inner]) => {
    const expected = shape['*'] ?? (Object.hasOwn(shape, key) ? shape[key] : undefined);
    return expected !== undefined && fits(inner, expected);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
