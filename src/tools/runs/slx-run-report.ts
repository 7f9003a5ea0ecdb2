import { ToolError } from '../../errors/tool-error.ts';
import type { RunRequest } from '../../platform/run-sessions.ts';
import { shorten } from '../compact.ts';
import type { ToolContext } from '../define-tool.ts';

const STREAM_LENGTH = 4000;

/** What the script of a run printed, cut for a reply, and what kept it from being read. */
export interface SlxRunReport {
  streams: { stdout?: string; stderr?: string };
  notes: string[];
}

/** Reads report.jsonl of one run. A report that cannot be read is a note: the run itself is not lost for it. */
export async function reportOf(
  workspace: string,
  slx: string,
  run: RunRequest,
  { platform, signal }: ToolContext,
): Promise<SlxRunReport> {
  try {
    const lines = await platform.runRequests.report(workspace, slx, run.id, { signal });
    const read = (stream: string) => {
      const prefix = `Command ${stream}: `;
      const texts = lines
        .map((line) => (line as { obj?: unknown } | null)?.obj)
        .filter((obj) => typeof obj === 'string');
      const found = texts.filter((text) => text.startsWith(prefix)).map((text) => text.slice(prefix.length));
      return shorten(found.join('\n').trim(), STREAM_LENGTH);
    };
    return { streams: { stdout: read('stdout'), stderr: read('stderr') }, notes: [] };
  } catch (error) {
    if (!(error instanceof ToolError) || signal.aborted) throw error;
    return { streams: {}, notes: [`The run’s report could not be read: ${error.message}`] };
  }
}
