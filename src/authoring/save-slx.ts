import { Incomplete } from '../errors/request-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { RunbookPayload, SliPayload, SlxPayload } from '../platform/slx-sync.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** What to do once an SLX is saved. One without a task is not run: its SLI runs by itself. */
export function afterSaving(workspace: string, slx: string, hasTask: boolean): string {
  const call = `(workspace_name="${workspace}", slx_name="${slx}")`;
  const run = hasTask
    ? `Run it with run_slx${call}.`
    : `Its SLI runs by itself; get_slx_metrics${call} has the values.`;
  return `${run} The web application, search and chat show it after one to three minutes.`;
}

/** The resources of one SLX; runbook and SLI are made once the SLX's id is known. */
export interface SlxDocuments {
  slx: SlxPayload;
  runbook?: (slxId: number) => RunbookPayload;
  sli?: (slxId: number) => SliPayload;
}

/** Stands for the id that the platform gives, where nothing is sent. */
const ID_OF_A_DRY_RUN = 0;

/** The payloads exactly as they would be sent, with 0 for the id that the platform gives the SLX. */
export function previewSlx({ slx, runbook, sli }: SlxDocuments) {
  return {
    slx,
    ...(runbook ? { runbook: runbook(ID_OF_A_DRY_RUN) } : {}),
    ...(sli ? { sli: sli(ID_OF_A_DRY_RUN) } : {}),
  };
}

/**
 * Sends the SLX first, then runbook and SLI with its id; gives the id. Throws the platform's error as it is where
 * nothing was saved, and `Incomplete` where the SLX exists and a later part does not, with what exists.
 */
export async function saveSlx(
  workspace: string,
  documents: SlxDocuments,
  call: { tool: string; slx: string },
  context: ToolContext,
): Promise<number> {
  const { platform, signal } = context;
  const saved: string[] = [];
  const { id } = await platform.slxs.syncSlx(workspace, documents.slx, { signal });
  saved.push('slx');
  const parts = [...(documents.runbook ? ['runbook'] : []), ...(documents.sli ? ['sli'] : [])];
  try {
    const slxId = id ?? (await platform.slxs.get(workspace, call.slx, { signal })).id;
    if (documents.runbook) {
      await platform.slxs.syncRunbook(workspace, documents.runbook(slxId), { signal });
      saved.push('runbook');
    }
    if (documents.sli) {
      await platform.slxs.syncSli(workspace, documents.sli(slxId), { signal });
      saved.push('sli');
    }
    return slxId;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw incomplete(
      workspace,
      call,
      saved,
      parts.filter((part) => !saved.includes(part)),
      error,
    );
  }
}

function incomplete(
  workspace: string,
  { tool, slx }: { tool: string; slx: string },
  saved: string[],
  missing: string[],
  cause: ToolError,
): Incomplete {
  return new Incomplete(
    `${slx} is saved only in part: ${saved.join(' and ')} ${saved.length > 1 ? 'exist' : 'exists'}, ${missing.join(' and ')} ${missing.length > 1 ? 'do' : 'does'} not. ${cause.message}`,
    {
      hint: `${cause.hint} Then call ${tool} again with the same arguments, which completes it; or remove what exists with delete_slx(workspace_name="${workspace}", slx_name="${slx}").`,
      retryable: cause.retryable,
      status: cause.status,
      detail: { saved, missing, ...cause.detail },
      cause,
    },
  );
}
