import { ownEmail } from '../../chat-config/chat-scope.ts';
import type { Sink } from '../../chat-config/sinks.ts';
import { channelNotes } from '../../chat-config/slack-channels.ts';
import type { DryRun } from '../../platform/chat-config.ts';
import { runProgress } from '../../platform/run-status.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNoteIfAbsent } from '../../tool-kit/or-note.ts';
import { waitFor } from '../../tool-kit/wait-for.ts';
import { scheduleOf } from './schedule.ts';

/** A command as it would be saved. */
export interface Draft {
  name: string;
  command_content: string;
  scope_type: string;
  scope_id?: string | null | undefined;
  assistant_name?: string | null | undefined;
  cron_schedule?: string | null | undefined;
  schedule_paused?: boolean | null | undefined;
  [field: string]: unknown;
}

/**
 * Runs a prompt once without saving it, waits, and answers with its result and with what its sinks would get; nothing is
 * sent to them. Where the platform has no dry runs, the answer is what would be saved, and a note.
 */
export async function tryCommand(
  { workspace, command, save }: { workspace: string; command: Draft; save: Record<string, unknown> },
  context: ToolContext,
) {
  const sinks = (Array.isArray(command.sink_configs) ? command.sink_configs : []) as Sink[];
  const given = typeof command.run_as_user === 'string' ? command.run_as_user.trim() : '';
  const run_as_user = given || (await ownEmail(context));
  const [run, channels] = await Promise.all([
    runOnce({ ...command, run_as_user }, sinks, workspace, context),
    channelNotes(sinks, workspace, context),
  ]);
  const { notes: runNotes = [], ...ran } = run;
  const notes = [
    ...(given ? [] : [`run_as_user is not set: it was tried as ${run_as_user}, who asks.`]),
    ...runNotes,
    ...channels,
  ];
  return {
    status: 'dry_run',
    message: 'Nothing was saved, and nothing was sent to anyone.',
    ...save,
    schedule: scheduleOf(command),
    ...ran,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

async function runOnce(
  command: Draft & { run_as_user: string },
  sinks: Sink[],
  workspace: string,
  context: ToolContext,
): Promise<{ run?: unknown; next?: string; notes?: string[] }> {
  const { commands } = context.platform.chatConfig;
  const { command_content, run_as_user, name, scope_type, scope_id, assistant_name } = command;
  const notes: string[] = [];
  const started = await orNoteIfAbsent(
    commands.startDryRun(
      workspace,
      {
        ...{ command_content, run_as_user, name, scope_type, sink_configs: sinks },
        ...(scope_id ? { scope_id } : {}),
        ...(assistant_name ? { assistant_name } : {}),
      },
      context,
    ),
    { what: 'The prompt did not run; older platforms cannot try one', notes },
  );
  if (!started) return { notes };
  const { exec_id } = started;
  const lookAgain = `list_chat_command_runs(workspace_name="${workspace}", dry_run_id=${exec_id})`;
  let last: DryRun | undefined;
  const { value, trouble } = await waitFor(
    async () => {
      last = await commands.dryRun(workspace, exec_id, { sinks, name }, context);
      return runProgress(last.status) === 'over' ? last : undefined;
    },
    { what: `dry run ${exec_id}`, handle: { dry_run_id: exec_id, workspace }, lookAgain },
    context,
  );
  const run = compact({ ...started, ...last });
  if (value) return { run };
  return {
    run,
    next: `Not finished yet. Look again with ${lookAgain}.`,
    ...(trouble ? { notes: [`The last look failed: ${trouble.message}`] } : {}),
  };
}
