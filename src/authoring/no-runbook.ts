import { NotFound } from '../errors/platform-errors.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Why an SLX's runbook is not found: the SLX may be there with an SLI alone, or with neither. */
export async function whyNoRunbook(
  error: NotFound,
  { workspace, slx }: { workspace: string; slx: string },
  { platform, signal }: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<NotFound> {
  const stored = await platform.slxs.get(workspace, slx, { signal }).catch(() => undefined);
  const say = (message: string, hint: string) =>
    new NotFound(message, {
      hint,
      ...(error.status === undefined ? {} : { status: error.status }),
      cause: error,
    });
  if (!stored || stored.runbook)
    return say(
      `${slx} has no runbook in ${workspace}, or does not exist.`,
      `get_workspace_slxs(workspace_name="${workspace}") lists the SLXs and which have a runbook.`,
    );
  if (stored.sli)
    return say(
      `${slx} has no task to run in ${workspace}: its SLI runs by itself.`,
      `get_slx_metrics(workspace_name="${workspace}", slx_name="${slx}") has its values.`,
    );
  return say(
    `${slx} has neither a runbook nor an SLI in ${workspace}.`,
    `commit_slx with slx_name="${slx}" and a script gives it one.`,
  );
}
