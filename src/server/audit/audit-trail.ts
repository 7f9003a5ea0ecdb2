import { randomUUID } from 'node:crypto';
import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import { Refused } from '../../errors/request-errors.ts';
import { ToolError } from '../../errors/tool-error.ts';
import type { Logger } from '../../log/logger.ts';
import { nameOf } from '../../platform/users.ts';
import type { ToolContext, ToolDefinition } from '../../tool-kit/define-tool.ts';
import { WORKSPACE_KEY } from '../../tool-kit/own-arguments.ts';
import type { AuditedCall, AuditTrail } from './audited-call.ts';
import { objectOf, resultOf, shortText } from './audited-facts.ts';
import { fileWriter, stderrWriter } from './line-writer.ts';

/**
 * The audit trail that MCP_AUDIT_LOG asks for: two JSON lines for each call that writes, deletes or executes, one before and
 * one after it. They hold no content, no script, no value of a variable and no token. Undefined where none is asked for.
 */
export function createAuditTrail(
  config: Config,
  transport: ToolContext['transport'],
  log: Logger,
): AuditTrail | undefined {
  const place = config.auditLog ?? (transport === 'http' ? 'stderr' : 'off');
  if (place === 'off') return undefined;
  const write = place === 'stderr' ? stderrWriter : fileWriter(place);
  return {
    begin: async (call) => {
      const start = performance.now();
      const facts = await factsOf(call, config);
      const line = (more: Record<string, unknown>) =>
        write(`${JSON.stringify({ time: new Date().toISOString(), event: 'audit', ...more })}\n`);
      try {
        await line({ state: 'begun', ...facts });
      } catch (cause) {
        log.error('audit_not_written', { problem: (cause as Error).message, tool: call.tool.name });
        throw notWritten(call.tool, cause);
      }
      return async ({ outcome, answer }) => {
        const duration_ms = Math.round(performance.now() - start);
        await line({ state: 'ended', ...facts, outcome, duration_ms, result: resultOf(answer) }).catch(
          (error: Error) =>
            log.error('audit_not_written', {
              problem: error.message,
              tool: call.tool.name,
              call: facts.call,
            }),
        );
      };
    },
  };
}

async function factsOf(call: AuditedCall, config: Config) {
  const { tool, args, context, client } = call;
  const workspace = args[WORKSPACE_KEY] ?? config.defaultWorkspace;
  return {
    call: randomUUID(),
    request_id: context.platform.requestId,
    caller: await callerOf(call),
    client: client
      ? { name: shortText(client.name), ...(client.version ? { version: shortText(client.version) } : {}) }
      : null,
    platform: config.sandbox ? 'sandbox' : config.apiUrl ? new URL(config.apiUrl).host : null,
    tool: tool.name,
    effect: tool.effect,
    ...(typeof workspace === 'string' ? { workspace: shortText(workspace) } : {}),
    object: objectOf(args),
    ...(args.dry_run === true ? { dry_run: true } : {}),
  };
}

/** Id and name of the user, or the error's code where the platform does not say. */
async function callerOf({ caller, context }: AuditedCall): Promise<Record<string, unknown>> {
  if (caller?.name) return { id: caller.id, name: shortText(caller.name) };
  try {
    const signal = AbortSignal.any([context.signal, AbortSignal.timeout(BOUNDS.auditCaller.limit)]);
    const user = await context.platform.users.whoami({ signal });
    const name = nameOf(user);
    return { id: caller?.id ?? `user:${user.id}`, ...(name ? { name: shortText(name) } : {}) };
  } catch (error) {
    return { id: caller?.id ?? null, unknown: error instanceof ToolError ? error.code : 'internal' };
  }
}

function notWritten(tool: ToolDefinition, cause: unknown): Refused {
  return new Refused(
    `The audit trail of this server could not be written, and ${tool.name} is not carried out without it.`,
    {
      hint: 'Whoever runs the server finds the reason in its log: MCP_AUDIT_LOG says where the trail is written. Tools that only read work.',
      cause,
    },
  );
}
