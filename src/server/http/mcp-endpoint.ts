import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import {
  type AuthInfo,
  createMcpHandler,
  type McpHttpHandler,
  type McpRequestContext,
  type McpServer,
  type ServerEvent,
} from '@modelcontextprotocol/server';
import type { Context } from 'hono';
import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import { RateLimited, Unauthorized } from '../../errors/platform-errors.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { tokenAdvice } from '../../platform/transport/call-facts.ts';
import type { Choice } from '../choice.ts';
import { createLevels, type LevelMemory } from '../client-log.ts';
import { createServer } from '../create-server.ts';
import { addressesIn, createFollowing } from '../following.ts';
import { traceCalls } from '../trace-calls.ts';
import { withPlainAccept } from './accept.ts';
import { MCP_PATH } from './addresses.ts';
import type { AppParts, HttpApp, HttpEnv } from './app-parts.ts';
import { resourceMetadataUrl } from './auth/metadata.ts';
import { requireCaller, tokenRefusedByPlatform } from './auth/require-caller.ts';
import { createRoleCheck } from './auth/roles.ts';
import type { Caller } from './auth/token-verifier.ts';
import { heldReply } from './held-reply.ts';
import { readBody } from './read-body.ts';
import { refusal } from './refusal.ts';

/** One request while it is being served. */
interface Exchange {
  caller: Caller;
  requestId: string;
  /** The client program, by its `User-Agent`. */
  client: { name: string } | undefined;
  /** Aborted when the client has gone or the server ends. */
  signal: AbortSignal;
  /** True where the request is only about tools, as nearly all are. */
  onlyTools: boolean;
  /** How the request narrows the tools on offer. */
  narrowing: Choice | undefined;
  logLevel: LevelMemory;
  /** True once the platform has rejected the caller's token. */
  tokenRefused: boolean;
  /** Counts the tool calls in the request, which may be a batch; throws `RateLimited` beyond what the caller may have. */
  beginCall(): void;
  /** Addresses whose changes the request subscribes to. */
  follows: string[];
}

/**
 * The exchange of a request that subscribes. One for the process, and only for these requests: once there is any, every
 * promise costs more.
 */
const current = new AsyncLocalStorage<Exchange>();

const SUBSCRIBE = 'subscriptions/listen';

/** Serves MCP at `/mcp` and `/mcp/`: a server of its own for each request, with its caller's credentials. */
export function mcpEndpoint(app: HttpApp, parts: AppParts): McpHttpHandler {
  const { config, log, services, verifier, calls } = parts;
  const exchanges = new WeakMap<AuthInfo, Exchange>();
  const levels = createLevels();
  const handler = createMcpHandler(({ authInfo, era }) => serverFor(parts, exchanges.get(authInfo!)!, era), {
    // A stream from the start, so that a long call is kept alive even where no progress was asked for.
    responseMode: 'sse',
    onerror: (error) => log.info('protocol_error', { error: error.message }),
    bus: { publish: () => {}, subscribe: (listener) => followFor(parts, current.getStore(), listener) },
  });

  const serve = async (c: Context<HttpEnv>): Promise<Response> => {
    const challenge = {
      metadataUrl: resourceMetadataUrl(config, c),
      advice: tokenAdvice(services.endpoints),
    };
    const authenticated = await requireCaller(c.req.raw, { verifier, challenge, log });
    if (authenticated instanceof Response) return authenticated;
    const { caller, authInfo } = authenticated;
    const waits = c.req.header('mcp-method') === SUBSCRIBE;
    const narrowing = await narrowingOrRefusal(c);
    if (narrowing instanceof Response) return narrowing;
    const call = calls.enter(caller.subject, { waits });
    if (!call) {
      return refusal(429, `${callLimit(config)}; wait for one to end.`, { 'Retry-After': '1' });
    }
    const { outgoing } = c.env;
    if (outgoing.destroyed) call.leave(true);
    const members = [call];
    outgoing.once('close', () => {
      for (const member of members) member.leave(!outgoing.writableFinished);
    });
    let begun = 0;
    const beginCall = () => {
      begun += 1;
      if (begun === 1) return;
      const member = calls.enter(caller.subject, { waits: false });
      if (!member) throw tooManyMembers(config);
      members.push(member);
    };
    const userAgent = c.req.header('user-agent');
    const exchange = {
      caller,
      requestId: requestIdOf(c),
      client: userAgent ? { name: userAgent } : undefined,
      signal: call.signal,
      narrowing,
      onlyTools: false,
      logLevel: levels(`${caller.subject} ${userAgent ?? ''}`),
      tokenRefused: false,
      beginCall,
      follows: [] as string[],
    };
    exchanges.set(authInfo, exchange);
    const body = await readBody(c.req.raw);
    if (body instanceof Response) return body;
    const method = methodOf(body?.message);
    exchange.onlyTools = method === 'tools/call' || method === 'tools/list';
    const parsed = body ? { parsedBody: body.message } : {};
    exchange.follows = addressesIn(body?.message);
    const answer = () => handler.fetch(withPlainAccept(c.req.raw), { authInfo, ...parsed });
    const reply = await (method === SUBSCRIBE ? current.run(exchange, answer) : answer());
    return heldReply(reply, () => (exchange.tokenRefused ? tokenRefusedByPlatform(challenge) : undefined));
  };
  for (const path of [MCP_PATH, `${MCP_PATH}/`]) {
    app.all(path, (c, next) => (c.req.method === 'OPTIONS' ? next() : serve(c)));
  }
  return handler;
}

/** The method of a posted body that is one message; batches are read in full. */
const methodOf = (message: unknown) => ((message ?? {}) as { method?: unknown }).method;

/**
 * Follows addresses for one stream of subscriptions, so that what one caller may see is never told to another. Returns the
 * function that ends it.
 */
function followFor(
  { backend, config }: AppParts,
  exchange: Exchange | undefined,
  tell: (event: ServerEvent) => void,
): () => void {
  if (!exchange) return () => {};
  const { caller, requestId, follows } = exchange;
  const tool = { name: 'resource_subscription' };
  const withinMs = BOUNDS.readTool.limit;
  const following = createFollowing({
    contextFor: async (signal) => ({
      platform: await backend.platform({ token: caller.token, tool, requestId, withinMs }),
      config,
      signal,
    }),
    changed: (uri) => tell({ kind: 'resource_updated', uri }),
  });
  following.add(requestId, follows);
  return following.end;
}

/** Reading the narrowing headers loads the tools, so it is done only where there are any. */
async function narrowingOrRefusal(c: Context<HttpEnv>): Promise<Choice | Response | undefined> {
  const names = Object.keys(c.req.header());
  if (!names.some((name) => /^x-mcp-(toolsets|tools|exclude-tools|readonly)$/i.test(name))) return undefined;
  const { narrowingOf } = await import('./narrowing.ts');
  try {
    return narrowingOf(c);
  } catch (error) {
    if (!(error instanceof InvalidArguments)) throw error;
    return refusal(400, `${error.message} ${error.hint}`);
  }
}

const callLimit = ({ maxCallsPerCaller }: Config) =>
  `${maxCallsPerCaller} calls of one caller may be under way at a time (MCP_MAX_CALLS_PER_CALLER)`;

function tooManyMembers(config: Config): RateLimited {
  return new RateLimited(`${callLimit(config)}, those of a batch included.`, {
    hint: 'Send the call again when others have ended, or send fewer in one batch.',
  });
}

async function serverFor(
  parts: AppParts,
  exchange: Exchange,
  era: McpRequestContext['era'],
): Promise<McpServer> {
  const { config, backend, services, log, metrics, trail, telemetry } = parts;
  const { caller, client, requestId, signal, narrowing, onlyTools, logLevel } = exchange;
  const trace = traceCalls(config);
  const checkRole = createRoleCheck(services.cache.forCaller(caller.token));
  return (parts.createServer ?? createServer)({
    config,
    transport: 'http',
    era,
    log,
    signal,
    narrowing,
    onlyTools,
    logLevel,
    subscribes: era === 'modern',
    telemetry,
    audit: trail && { trail, origin: { caller: { id: caller.subject, name: caller.name }, client } },
    platformFor: (_request, tool, limits) =>
      backend.platform({ token: caller.token, tool, requestId, ...limits }),
    authorize: async (...call) => {
      exchange.beginCall();
      await checkRole(...call);
    },
    started: trace.started,
    record: (call) => {
      trace.record?.(call);
      metrics.recordCall(call);
    },
    failed: (error) => {
      if (error instanceof Unauthorized) exchange.tokenRefused = true;
    },
  });
}

/** The client's own id for the request, where it is fit for a header and a log line. */
function requestIdOf(c: Context<HttpEnv>): string {
  const given = c.req.header('x-request-id') ?? '';
  return /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}
