import type { Config } from '../config/schema.ts';
import { createLogger } from '../log/logger.ts';
import type { CallRecord } from './call-tool.ts';

/** With MCP_TOOL_TRACE, logs two lines around each call, whatever the log level; otherwise nothing. */
export function traceCalls(config: Config): {
  started?(tool: string, workspace: string | undefined): void;
  record?(call: CallRecord): void;
} {
  if (!config.toolTrace) return {};
  const log = createLogger('info');
  return {
    started: (tool, workspace) => log.info('mcp_tool_start', { tool, workspace }),
    record: ({ tool, workspace, outcome, code, durationMs }) =>
      log.info('mcp_tool_completed', {
        tool,
        workspace,
        status: outcome,
        duration_ms: durationMs,
        error: code,
      }),
  };
}
