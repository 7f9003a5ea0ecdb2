import { z } from 'zod';
import { listInScope } from '../../chat-config/list-in-scope.ts';
import { personaShortName } from '../../names/persona-name.ts';
import { SHOWN_TEXT, shorten } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantName } from './assistant-fields.ts';

export const deleteAssistant = defineTool({
  name: 'delete_assistant',
  title: 'Delete assistant',
  description: 'Removes an assistant (soft delete). Its rules and commands stay; delete those on their own.',
  toolset: 'assistants',
  effect: 'delete',
  input: z.object({ assistant_name: assistantName, workspace_name: workspaceName }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    const name = personaShortName(workspace, args.assistant_name);
    const { personas } = context.platform;
    const unread: string[] = [];
    const [assistant, dependants] = await Promise.all([
      personas.get(workspace, name, context),
      orNote(dependantsOf(workspace, name, context), {
        what: 'Its rules and commands could not be read',
        notes: unread,
        signal: context.signal,
      }),
    ]);
    const { modifiedAt: _, ...state } = assistant;
    return {
      act: `Delete assistant ${name} of ${workspace}`,
      details: [
        [assistant.fullName ?? assistant.name, shorten(assistant.description, SHOWN_TEXT)]
          .filter(Boolean)
          .join(': '),
        ...(dependants ?? unread),
      ],
      state,
    };
  },
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const name = personaShortName(workspace, args.assistant_name);
    const { personas } = context.platform;
    const assistant = await personas.get(workspace, name, context);
    await personas.delete(workspace, name, context);
    return {
      status: 'deleted',
      name: assistant.name,
      message: `Deleted assistant ${name} (soft delete). Rules and commands of its scope are still there.`,
      deleted: assistant,
    };
  },
});

/** What remains without its assistant: rules and commands in its scope, and commands that run as it. */
async function dependantsOf(workspace: string, name: string, context: ToolContext): Promise<string[]> {
  const { rules, commands } = context.platform.chatConfig;
  const own = { scope_type: 'persona' as const, scope_id: name, page: 1, page_size: 1000 };
  const [ownRules, ownCommands, everyCommand] = await Promise.all([
    listInScope(own, workspace, (filters) => rules.list(workspace, filters, context)),
    listInScope(own, workspace, (filters) => commands.list(workspace, filters, context)),
    commands.list(workspace, {}, context),
  ]);
  const runAsIt = everyCommand.results.filter(
    ({ assistant_name }) => assistant_name && personaShortName(workspace, assistant_name) === name,
  );
  return [
    ...(ownRules.count > 0 ? [`Rules of its scope stay, and then apply to nobody: ${ownRules.count}`] : []),
    ...(ownCommands.count > 0
      ? [`Commands of its scope stay, and then apply to nobody: ${ownCommands.count}`]
      : []),
    ...(runAsIt.length > 0
      ? [
          `Commands that run as it: ${runAsIt.map(({ name, cron_schedule }) => (cron_schedule ? `${name} (${cron_schedule})` : name)).join(', ')}`,
        ]
      : []),
  ];
}
