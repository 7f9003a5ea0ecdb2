import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { createLogger } from '../log/logger.ts';
import { writeToStderr } from '../log/stderr.ts';
import { createAuditTrail } from '../server/audit/audit-trail.ts';
import { createBackend } from '../server/backend.ts';
import { callTool } from '../server/call-tool.ts';
import { signalToEnd } from '../server/end-process.ts';
import { findTool } from '../server/find-tool.ts';
import { VERSION } from '../server/identity.ts';
import { timeLimits } from '../server/time-limits.ts';
import { traceCalls } from '../server/trace-calls.ts';
import type { ToolDefinition } from '../tool-kit/define-tool.ts';
import { inputSchema } from '../tool-kit/publish-tool.ts';
import { readArguments } from './call/read-arguments.ts';
import { toolHelp } from './call/tool-help.ts';
import { print } from './terminal/print.ts';

const CLIENT = { name: 'runwhen-platform-mcp call', version: VERSION };

/**
 * Calls one tool and prints its result: a table for a person, JSON for a program. With `--help`, prints the tool's
 * arguments. Exit code 1 when the tool answers with an error or waits for a confirmation. Ctrl-C cancels the call.
 */
export async function call(config: Config, [name = '', ...words]: string[]): Promise<number> {
  const tool = theTool(config, name);
  const { args, format, help, yes } = await readArguments(inputSchema(tool), words);
  if (help) {
    process.stdout.write(`${toolHelp(tool, config)}\n`);
    return 0;
  }
  const confirm = yes ? 'never' : config.confirm;
  const { value, notes, isError } = await ask({ ...config, confirm }, tool, args);
  print(value, format);
  for (const note of notes) writeToStderr(`${note}\n`);
  const waits = (value as { status?: unknown } | null)?.status === 'confirmation_required';
  if (waits) writeToStderr('Nothing was sent. Call it again with --yes, or with --confirm and that code.\n');
  return isError || waits ? 1 : 0;
}

/** The tool with that name. Throws `InvalidArguments` with the nearest name. */
export function theTool(config: Config, name: string): ToolDefinition {
  if (name.startsWith('-'))
    throw new InvalidArguments(`${name} stands where the tool's name should.`, {
      hint: 'Write the tool first: call get_workspace_issues --severity 1',
    });
  const tool = findTool(config, name);
  if ('unknown' in tool) throw new InvalidArguments(tool.unknown, { hint: 'The tools command lists them.' });
  return tool;
}

/** A tool's answer: the value, or an error as `{"error": …}`. */
export interface Answer {
  value: unknown;
  notes: string[];
  isError: boolean;
}

/** Calls a tool against the platform that the configuration names; Ctrl-C cancels it. */
export async function ask(
  config: Config,
  tool: ToolDefinition,
  args: Record<string, unknown>,
): Promise<Answer> {
  const log = createLogger(config.logLevel);
  const backend = createBackend(config);
  const trail = createAuditTrail(config, 'stdio', log);
  const cancel = new AbortController();
  void signalToEnd().then(() => cancel.abort());
  try {
    const { content, isError } = (await callTool(
      tool,
      args,
      async () => ({
        platform: await backend.platform({
          token: config.token,
          tool,
          ...timeLimits(tool, config, true),
        }),
        config,
        transport: 'stdio',
        signal: cancel.signal,
        progress: async (_done, _total, message) => log.info('progress', { message }),
        roots: async () => [],
        log,
      }),
      { log, audit: trail && ((call) => trail.begin({ ...call, client: CLIENT })), ...traceCalls(config) },
    )) as CallToolResult;
    const [text = 'null', ...notes] = content.map((part) => (part.type === 'text' ? part.text : ''));
    return { value: JSON.parse(text), notes, isError: isError === true };
  } finally {
    await backend.close();
  }
}
