import { z } from 'zod';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';

/** What one run of one runbook left behind. `NotFound` as long as there is nothing. */
export interface RunRequests {
  /** The lines of report.jsonl. */
  report(workspace: string, slx: string, id: number, options: CallOptions): Promise<unknown[]>;
  /** The text of log.html. */
  log(workspace: string, id: number, options: CallOptions): Promise<string>;
}

export function createRunRequests(request: Requester): RunRequests {
  return {
    report: (workspace, slx, id, { signal }) =>
      request.json(z.array(z.unknown()), {
        path: path`/api/v3/workspaces/${workspace}/slxs/${slx}/runbook/runs/${id}/report`,
        signal,
      }),
    log: (workspace, id, { signal }) =>
      request.text({ path: path`/api/v3/workspaces/${workspace}/run-requests/${id}/log`, signal }),
  };
}
