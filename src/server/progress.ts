import type { ServerContext } from '@modelcontextprotocol/server';
import { showText } from '../shown-text/show-value.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Sends progress where the host gave a token for it. A host that is gone is not an error of the call. */
export function progressReporter(request: ServerContext): ToolContext['progress'] {
  const progressToken = request.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return async () => {};
  return async (progress, total, message) => {
    if (request.mcpReq.signal.aborted) return;
    await request.mcpReq
      .notify({
        method: 'notifications/progress',
        params: { progressToken, progress, total, message: message && showText(message) },
      })
      .catch(() => {});
  };
}
