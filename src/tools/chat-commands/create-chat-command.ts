import { z } from 'zod';
import { scopeId, scopeLabel, scopeNeed, scopeType, storedScope } from '../../chat-config/chat-scope.ts';
import { checkSinks } from '../../chat-config/sinks.ts';
import { channelNotes } from '../../chat-config/slack-channels.ts';
import { nextRuns } from '../../names/cron-schedule.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandContent, commandName, dryRunFlag, scheduleFields } from './command-fields.ts';
import { assistantFor, scheduleOf } from './schedule.ts';
import { tryCommand } from './try-command.ts';

export const createChatCommand = defineTool({
  name: 'create_chat_command',
  title: 'Create chat command',
  description:
    'Saves a prompt that runs by name in chat, and on a schedule with cron_schedule. Guide: skill manage-commands.',
  toolset: 'chat-commands',
  effect: 'write',
  needs: scopeNeed,
  keepsText: true,
  additive: true,
  waits: true,
  input: z.object({
    workspace_name: workspaceName,
    name: commandName,
    command_content: commandContent,
    description: z.string().describe('One line for users').optional(),
    scope_type: scopeType.default('workspace'),
    scope_id: scopeId,
    is_active: z.boolean().default(true).describe('false: keep it, unused'),
    cron_schedule: z.string().describe('Cron expression, UTC; switches the schedule on').optional(),
    ...scheduleFields,
    dry_run: dryRunFlag,
  }),
  async run({ workspace_name, scope_type, scope_id, dry_run, ...fields }, context) {
    checkSinks(fields.sink_configs ?? []);
    if (fields.cron_schedule) nextRuns(fields.cron_schedule);
    const workspace = await workspaceOf({ workspace_name }, context);
    const scope = await storedScope({ scope_type, scope_id }, workspace, context);
    const command = { ...fields, ...scope, ...assistantFor(scope, workspace, fields) };
    const sinks = fields.sink_configs ?? [];
    if (dry_run) return tryCommand({ workspace, command, save: { would_create: command } }, context);
    const [created, notes] = await Promise.all([
      context.platform.chatConfig.commands.create(workspace, command, context),
      channelNotes(sinks, workspace, context),
    ]);
    return {
      ...created,
      schedule: scheduleOf(created),
      message: `Created command ${created.name} (${created.id}) for ${scopeLabel(created)}.`,
      ...(notes.length > 0 ? { notes } : {}),
    };
  },
});
