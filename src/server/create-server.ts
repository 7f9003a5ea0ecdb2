import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type ClientCapabilities,
  type Implementation,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import type { Config } from '../config/schema.ts';
import { CONTEXT_FILE } from '../context/find-context.ts';
import type { ToolError } from '../errors/tool-error.ts';
import type { Logger } from '../log/logger.ts';
import type { Platform } from '../platform/platform.ts';
import type { Incident } from '../platform/transport/incident.ts';
import { skillsFolder } from '../skills/skills-folder.ts';
import type { ToolContext, ToolDefinition } from '../tool-kit/define-tool.ts';
import { personOf } from './agreement.ts';
import type { AuditTrail, CallOrigin } from './audit/audited-call.ts';
import type { CallRecord, CallToolOptions } from './call-tool.ts';
import type { Choice } from './choice.ts';
import {
  type ClientLog,
  clientLog,
  connectionLevel,
  type LevelMemory,
  registerLogLevel,
} from './client-log.ts';
import { type Following, registerSubscriptions } from './following.ts';
import { capabilities, instructionsFor, serverInfo } from './introduction.ts';
import { type Offers, offersOf } from './offers.ts';
import { type Progress, reportProgress } from './progress.ts';
import { registerPrompts } from './register-prompts.ts';
import { CONTEXT_TEMPLATE, registerContextFile, registerLiveResources } from './register-resources.ts';
import { attachSkillsExtension, registerSkills } from './register-skills.ts';
import { registerViews } from './register-views.ts';
import { readRoots } from './roots.ts';
import type { Telemetry, TracedCall } from './telemetry/telemetry.ts';
import { timeLimits } from './time-limits.ts';

/** What a server needs from the process around it. */
export interface ServerOptions {
  config: Config;
  transport: 'stdio' | 'http';
  /** `modern` from protocol 2026-07-28 on. */
  era: 'legacy' | 'modern';
  log: Logger;
  /** The platform with the credentials of this request's caller, for one call of `tool`, which may take this long. */
  platformFor(
    request: ServerContext,
    tool: Pick<ToolDefinition, 'name'>,
    limits: { withinMs: number | undefined; tell(incident: Incident): void },
  ): Promise<Platform>;
  /** Throws to refuse a call before the tool runs; replaces the role check by the list of workspaces. */
  authorize?(tool: ToolDefinition, args: Record<string, unknown>, context: ToolContext): Promise<void>;
  /** The audit trail for calls that change or execute, and who makes them, as far as that is known. */
  audit?: { trail: AuditTrail; origin?: CallOrigin };
  /** True where the requests are only about tools, so that nothing else need be set up. */
  onlyTools?: boolean;
  /** How the request narrows the tools that the configuration offers. */
  narrowing?: Choice | undefined;
  /** Stores the client's log level; when left out, it lasts as long as the connection. */
  logLevel?: LevelMemory;
  /** True where the client can be notified of changed resources. */
  subscribes?: boolean;
  /** Follows the addresses that a client of protocol 2025-11-25 or before subscribes to one by one. */
  following?: Following;
  /** Traces of the calls, where they are asked for. */
  telemetry?: Promise<Telemetry | undefined>;
  /** Cancels this server's calls, in addition to each caller's own cancellation. */
  signal?: AbortSignal;
  /** Called as each call begins. */
  started?(tool: string, workspace: string | undefined): void;
  /** Called with the error of a call, before it is answered. */
  failed?(error: ToolError): void;
  /** Called when a call has ended, with how it ended. */
  record?(call: CallRecord): void;
}

/**
 * One MCP server, for one connection or request. The tool catalogue is loaded on first use, so that `initialize` is answered
 * at once.
 */
export async function createServer(options: ServerOptions): Promise<McpServer> {
  const { config } = options;
  const offers = options.onlyTools ? undefined : await offersOf(config, options.narrowing);
  const mcp = new McpServer(serverInfo(config), {
    capabilities: capabilities({ subscribes: options.subscribes ?? false }),
    ...(offers ? { instructions: await instructionsFor(config, offers) } : {}),
  });
  const { logLevel = connectionLevel() } = options;
  registerLogLevel(mcp, logLevel);
  if (options.following) registerSubscriptions(mcp, options.following);
  if (offers) await registerTheRest(mcp, options, offers, logLevel);
  mcp.server.setRequestHandler('tools/list', async () => {
    const { listTools } = await import('./tool-list.ts');
    return { tools: listTools(config, options.narrowing) as Tool[] };
  });
  mcp.server.setRequestHandler('tools/call', async (request, context) => {
    const [{ findTool }, { callTool }] = await Promise.all([
      import('./find-tool.ts'),
      import('./call-tool.ts'),
    ]);
    const { name, arguments: args } = request.params;
    const tool = findTool(config, name, options.narrowing);
    if ('unknown' in tool) throw new ProtocolError(ProtocolErrorCode.InvalidParams, tool.unknown);
    const progress = reportProgress(context);
    const tells = clientLog(context, logLevel);
    const call = (record = options.record) =>
      callTool(tool, args, () => bindContext(mcp, options, tool, context, progress, tells), {
        ...options,
        record,
        noted: (notes) => tells.notes(tool.name, notes),
        person: personOf(context, capabilitiesOf(mcp, context)),
        audit: auditing(mcp, options, context),
      });
    try {
      const telemetry = await options.telemetry;
      if (!telemetry) return await call();
      return await telemetry.trace(tracedCall(tool, args, options, context), (ended) =>
        call((record) => {
          ended(record);
          options.record?.(record);
        }),
      );
    } finally {
      progress.stop();
    }
  });
  return mcp;
}

/** Everything besides tools: skills, the platform's resources, prompts and completion. */
async function registerTheRest(
  mcp: McpServer,
  { config, transport, log, era, platformFor }: ServerOptions,
  offers: Offers,
  logLevel: LevelMemory,
): Promise<void> {
  const load = async () => (await import('../skills/load-skills.ts')).loadSkills(skillsFolder(config));
  registerSkills(mcp, load);
  registerViews(mcp);
  const contextFor = async (request: ServerContext, name: string, withinMs: number) => ({
    platform: await platformFor(request, { name }, { withinMs, tell: clientLog(request, logLevel).incident }),
    config,
    signal: request.mcpReq.signal,
  });
  registerLiveResources(mcp, contextFor, offers);
  if (offers('get_workspace_context')) registerContextFile(mcp, config, transport);
  registerPrompts(mcp, {
    config,
    offers,
    contextFor,
    completeTemplate: async (uri, variable, value) => {
      if (uri === CONTEXT_TEMPLATE) return [CONTEXT_FILE].filter((file) => file.startsWith(value));
      const { completeSkill } = await import('../skills/complete-skill.ts');
      return completeSkill(await load(), uri, variable, value);
    },
  });
  if (era === 'modern') await attachSkillsExtension(mcp, load, log);
}

/** What came with the call takes precedence over what came with the HTTP request, which may hold several calls. */
function tracedCall(
  tool: ToolDefinition,
  args: Record<string, unknown> | undefined,
  { config, transport }: ServerOptions,
  request: ServerContext,
): TracedCall {
  const workspace = args?.workspace_name ?? config.defaultWorkspace;
  const given: Record<string, unknown> = request.mcpReq._meta ?? {};
  const header = (name: string) => request.http?.req?.headers.get(name) ?? undefined;
  const [traceparent, tracestate] = ['traceparent', 'tracestate'].map((name) => {
    const value = given[name] ?? (given.traceparent === undefined ? header(name) : undefined);
    return typeof value === 'string' ? value : undefined;
  });
  return {
    tool: tool.name,
    workspace: typeof workspace === 'string' ? workspace : undefined,
    transport,
    parent: { traceparent, tracestate },
  };
}

function auditing(
  mcp: McpServer,
  { audit }: ServerOptions,
  request: ServerContext,
): CallToolOptions['audit'] {
  if (!audit) return undefined;
  const { trail, origin } = audit;
  const client = clientOf(mcp, request) ?? origin?.client;
  return (call) => trail.begin({ ...call, ...origin, client });
}

/** The caller's host: named in each request since protocol 2026-07-28, at the handshake before that. */
function clientOf(mcp: McpServer, request: ServerContext): Implementation | undefined {
  const envelope: Record<string, unknown> | undefined = request.mcpReq.envelope;
  return (envelope?.[CLIENT_INFO_META_KEY] as Implementation) ?? mcp.server.getClientVersion();
}

async function bindContext(
  mcp: McpServer,
  options: ServerOptions,
  tool: ToolDefinition,
  request: ServerContext,
  progress: Progress,
  tells: ClientLog,
): Promise<ToolContext> {
  const { config, transport, log } = options;
  const capabilities = capabilitiesOf(mcp, request);
  const { withinMs, waitUntil } = timeLimits(tool, config, progress.heard);
  return {
    platform: await options.platformFor(request, tool, { withinMs, tell: tells.incident }),
    waitUntil,
    config,
    transport,
    log,
    signal: options.signal ? AbortSignal.any([request.mcpReq.signal, options.signal]) : request.mcpReq.signal,
    progress: progress.report,
    roots: async () => readRoots(request, capabilities?.roots !== undefined),
  };
}

/** The capabilities of the caller's host: named in each request since protocol 2026-07-28, at the handshake before that. */
function capabilitiesOf(mcp: McpServer, request: ServerContext): ClientCapabilities | undefined {
  const envelope: Record<string, unknown> | undefined = request.mcpReq.envelope;
  return (
    (envelope?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities) ?? mcp.server.getClientCapabilities()
  );
}
