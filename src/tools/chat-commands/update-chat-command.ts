import { z } from 'zod';
import {
  movedScope,
  type Scope,
  scopeId,
  scopeLabel,
  scopeNeed,
  scopeType,
} from '../../chat-config/chat-scope.ts';
import { checkSinks, type Sink } from '../../chat-config/sinks.ts';
import { channelNotes } from '../../chat-config/slack-channels.ts';
import { Refused } from '../../errors/request-errors.ts';
import { nextRuns } from '../../names/cron-schedule.ts';
import type { ChatCommand, CommandFields } from '../../platform/chat-config.ts';
import { requireChanges } from '../../tool-kit/changes.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { replacedText } from '../../tool-kit/text-difference.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandContent, commandId, commandName, dryRunFlag, scheduleFields } from './command-fields.ts';
import { assistantFor, scheduleOf } from './schedule.ts';
import { type Draft, tryCommand } from './try-command.ts';

export const updateChatCommand = defineTool({
  name: 'update_chat_command',
  title: 'Update chat command',
  description: 'Changes the given fields of a command or its schedule; what is left out stays.',
  toolset: 'chat-commands',
  effect: 'write',
  needs: scopeNeed,
  keepsText: true,
  idempotent: true,
  waits: true,
  input: z.object({
    command_id: commandId,
    workspace_name: workspaceName,
    name: commandName.optional(),
    command_content: commandContent.optional(),
    description: z.string().describe('One line for users').optional(),
    scope_type: scopeType.optional(),
    scope_id: scopeId,
    is_active: z.boolean().describe('Switch on or off').optional(),
    cron_schedule: z.string().describe('Cron expression, UTC; "" removes the schedule').optional(),
    ...scheduleFields,
    clear_max_runs: z.boolean().describe('Remove the budget').optional(),
    reset_runs_completed: z.boolean().describe('Count runs from 0 again').optional(),
    dry_run: dryRunFlag,
  }),
  async preview(args, context) {
    if (args.dry_run) return undefined;
    const workspace = await workspaceOf(args, context);
    const command = await context.platform.chatConfig.commands.get(workspace, args.command_id, context);
    const { runs_completed: _, ...state } = command;
    return replacedText(
      `Change chat command ${command.name} (${command.id}) of ${scopeLabel(command)} in ${workspace}`,
      [
        { what: 'name', before: command.name, after: args.name },
        { what: 'text', before: command.command_content, after: args.command_content },
        { what: 'schedule', before: command.cron_schedule, after: args.cron_schedule },
      ],
      state,
    );
  },
  async run({ workspace_name, command_id, scope_type, scope_id, dry_run, ...given }, context) {
    const fields = checkedFields(given);
    requireChanges({ ...fields, scope_type, scope_id });
    const workspace = await workspaceOf({ workspace_name }, context);
    const { commands } = context.platform.chatConfig;
    const stored = once(() => commands.get(workspace, command_id, context));
    const scope = await movedScope({ scope_type, scope_id }, workspace, stored, context);
    const assistant = await assistantAfter(fields, scope, workspace, stored);
    const changes = { ...fields, ...scope, ...assistant };
    if (dry_run) {
      const command = afterUpdate(await stored(), changes);
      return tryCommand({ workspace, command, save: { command_id, would_change: changes } }, context);
    }
    const [command, notes] = await Promise.all([
      commands.update(workspace, command_id, changes, context),
      channelNotes(given.sink_configs ?? [], workspace, context),
    ]);
    return {
      ...command,
      schedule: scheduleOf(command),
      message: `Updated command ${command.name} (${command.id}) for ${scopeLabel(command)}.`,
      ...(notes.length > 0 ? { notes } : {}),
    };
  },
});

/** The command after the update: what is left out stays, and a new scope without an id has none. */
function afterUpdate(stored: ChatCommand, changes: CommandFields): Draft {
  const { name, command_content, scope_type, scope_id, ...rest } = stored;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const kept = changes.scope_type ? undefined : scope_id;
  return { ...rest, name, command_content: command_content ?? '', scope_type, scope_id: kept, ...given };
}

type Given = Omit<CommandFields, 'max_runs' | 'sink_configs'> & {
  max_runs?: number;
  sink_configs?: Sink[];
  clear_max_runs?: boolean;
};

function checkedFields({ clear_max_runs, ...fields }: Given): CommandFields {
  checkSinks(fields.sink_configs ?? []);
  if (fields.cron_schedule) nextRuns(fields.cron_schedule);
  if (!clear_max_runs) return fields;
  if (fields.max_runs === undefined) return { ...fields, max_runs: null };
  throw new Refused('max_runs and clear_max_runs cannot be combined.', { hint: 'Give one of them.' });
}

/** Who runs the command after the update; a stored value stays until the call or a new scope changes it. */
async function assistantAfter(
  fields: CommandFields,
  scope: Partial<Scope>,
  workspace: string,
  stored: () => Promise<ChatCommand>,
): Promise<{ assistant_name?: string }> {
  if (!fields.assistant_name && !fields.cron_schedule) return {};
  if (scope.scope_type) return assistantFor({ ...scope, scope_type: scope.scope_type }, workspace, fields);
  const command = await stored();
  const assistant_name = fields.assistant_name ?? command.assistant_name ?? undefined;
  return assistantFor(command, workspace, { ...fields, assistant_name });
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loaded: Promise<Value> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
