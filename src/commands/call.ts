import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { readFileWhole, UnreadableFile } from '../files/read-file.ts';
import { createLogger } from '../log/logger.ts';
import { writeToStderr } from '../log/stderr.ts';
import { createAuditTrail } from '../server/audit/audit-trail.ts';
import { createBackend } from '../server/backend.ts';
import { callTool } from '../server/call-tool.ts';
import { signalToEnd } from '../server/end-process.ts';
import { VERSION } from '../server/identity.ts';
import { findTool } from '../server/tool-list.ts';
import { traceCalls } from '../server/trace-calls.ts';

const CLIENT = { name: 'runwhen-platform-mcp call', version: VERSION };

/** More than any argument of a tool may have. */
const MAX_VALUE_BYTES = 10 * 1024 * 1024;

/**
 * Calls one tool with `key=value` arguments (`key=@file` reads the value from a file) and prints what it returns.
 * Exit code 1 when the tool answers with an error. Ctrl-C cancels the call.
 */
export async function call(config: Config, [name = '', ...pairs]: string[]): Promise<number> {
  const tool = findTool(config, name);
  if ('unknown' in tool) throw new InvalidArguments(tool.unknown, { hint: 'The tools command lists them.' });
  const args = Object.fromEntries(await Promise.all(pairs.map(readPair)));
  const log = createLogger(config.logLevel);
  const backend = createBackend(config);
  const trail = createAuditTrail(config, 'stdio', log);
  const cancel = new AbortController();
  void signalToEnd().then(() => cancel.abort());
  try {
    const result = (await callTool(
      tool,
      args,
      async () => ({
        platform: await backend.platform({ token: config.token, tool }),
        config,
        transport: 'stdio',
        signal: cancel.signal,
        progress: async (_done, _total, message) => log.info('progress', { message }),
        roots: async () => [],
        log,
      }),
      { log, audit: trail && ((call) => trail.begin({ ...call, client: CLIENT })), ...traceCalls(config) },
    )) as CallToolResult;
    const [text = '', ...notes] = result.content.map((content) =>
      content.type === 'text' ? content.text : '',
    );
    process.stdout.write(`${text}\n`);
    for (const note of notes) writeToStderr(`${note}\n`);
    return result.isError ? 1 : 0;
  } finally {
    await backend.close();
  }
}

async function readPair(pair: string): Promise<[string, string]> {
  const at = pair.indexOf('=');
  if (at < 1) {
    throw new InvalidArguments(`${JSON.stringify(pair)} is not key=value.`, {
      hint: 'For example: call get_workspace_issues workspace_name=my-workspace severity=1',
    });
  }
  const value = pair.slice(at + 1);
  return [pair.slice(0, at), value.startsWith('@') ? await readValue(value.slice(1)) : value];
}

async function readValue(path: string): Promise<string> {
  try {
    return (await readFileWhole(path, MAX_VALUE_BYTES)).toString('utf8');
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new InvalidArguments(`The file ${path} ${cause.why}.`, {
      hint: 'key=@path takes the value from a file.',
      cause,
    });
  }
}
