import { z } from 'zod';
import { shortNameOf } from '../../names/full-name.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const getWorkspaceChatConfig = defineTool({
  name: 'get_workspace_chat_config',
  title: 'Get chat configuration',
  description:
    'Rules and commands that apply in chat, all scopes merged; with persona_name only those that reach that assistant.',
  toolset: 'chat',
  effect: 'read',
  whenCut:
    'list_chat_rules() and list_chat_commands() list them piece by piece; get_chat_rule(rule_id=ID) and get_chat_command(command_id=ID) have one whole.',
  input: z.object({
    workspace_name: workspaceName,
    persona_name: z.string().describe('Assistant short name').optional(),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const config = compact(await context.platform.chatConfig.resolved(workspace, context));
    if (args.persona_name === undefined) return config;
    const persona = shortNameOf(workspace, args.persona_name);
    const isKnown = Object.values(config).some(
      (value) => Array.isArray(value) && value.some(isOwnedBy(persona, workspace)),
    );
    // Throws where there is no such assistant: it would look like one without rules of its own.
    if (!isKnown && persona !== 'default') await context.platform.personas.get(workspace, persona, context);
    return Object.fromEntries(
      Object.entries(config).map(([section, value]) => [
        section,
        Array.isArray(value) ? value.filter(reaches(persona, workspace)) : value,
      ]),
    );
  },
});

/** Entries in an assistant's scope apply to that assistant only; all others apply to every one. */
const reaches = (persona: string, workspace: string) => (entry: Entry) =>
  entry?.scope_type !== 'persona' || isOwnedBy(persona, workspace)(entry);

const isOwnedBy = (persona: string, workspace: string) => (entry: Entry) =>
  entry?.scope_type === 'persona' &&
  typeof entry.scope_id === 'string' &&
  shortNameOf(workspace, entry.scope_id) === persona;

interface Entry {
  scope_type?: unknown;
  scope_id?: unknown;
}
