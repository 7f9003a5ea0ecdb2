import type { ServerContext } from '@modelcontextprotocol/server';
import { showText } from '../shown-text/show-value.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Longest time without a message; hosts that wait for progress commonly give up after 60 s of silence. */
const BEAT_MS = 5_000;
/** Progress must grow with each message; keep-alive messages add less than any step that a tool reports. */
const SMALL_STEP = 0.001;

/** What one call tells its host while it runs. */
export interface Progress {
  /** Whether the host asked for it. */
  heard: boolean;
  report: ToolContext['progress'];
  /** Ends the keep-alive messages. */
  stop(): void;
}

/**
 * Sends progress if the host gave a token for it, and at least every few seconds until stopped. A lost host is no error of
 * the call.
 */
export function reportProgress(request: ServerContext): Progress {
  const progressToken = request.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return { heard: false, report: async () => {}, stop: () => {} };
  const start = performance.now();
  let last: { progress: number; total: number | undefined } = { progress: 0, total: undefined };
  let beat: NodeJS.Timeout;
  const send = async (progress: number, total?: number, message?: string) => {
    beat.refresh();
    if (request.mcpReq.signal.aborted) return;
    last = { progress, total };
    await request.mcpReq
      .notify({
        method: 'notifications/progress',
        params: { progressToken, progress, total, message: message && showText(message) },
      })
      .catch(() => {});
  };
  beat = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    void send(last.progress + SMALL_STEP, last.total, `under way for ${seconds} s`);
  }, BEAT_MS);
  beat.unref();
  return { heard: true, report: send, stop: () => clearInterval(beat) };
}
