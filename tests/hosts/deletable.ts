import type { Host } from './hosts.ts';

type Json = Record<string, unknown>;

/** A kind of object that a tool deletes: how it is made, changed by somebody else, deleted and looked for. */
export interface Deletable {
  tool: string;
  /** Makes one; the arguments that delete it. */
  make(host: Host, name: string): Promise<Json>;
  /** What somebody else does to it meanwhile. */
  change(host: Host, args: Json): Promise<unknown>;
  /** How the platform is asked to delete one. */
  path: RegExp;
}

const workspace_name = 'checkout-prod';

const SCRIPT = (text: string) => `def main():\n    return [{"issue title": ${JSON.stringify(text)}}]\n`;

const commit = (host: Host, slx_name: string, statement: string) =>
  host.call('commit_slx', {
    workspace_name,
    slx_name,
    alias: slx_name,
    statement,
    interpreter: 'python',
    script: SCRIPT(statement),
    access: 'read-only',
    data: 'logs-bulk',
  });

/** Every tool that deletes; a test holds this list to the catalogue. */
export const DELETABLES: Deletable[] = [
  {
    tool: 'delete_slx',
    make: async (host, name) => {
      await commit(host, name, 'Is as it was');
      return { workspace_name, slx_name: name };
    },
    change: (host, { slx_name }) => commit(host, String(slx_name), 'Is otherwise now'),
    path: /\/slxs\/[^/]+$/,
  },
  {
    tool: 'delete_chat_rule',
    make: async (host, name) => {
      const fields = { name, rule_content: 'Be brief.', scope_type: 'workspace' };
      const { id } = await host.call('create_chat_rule', { workspace_name, ...fields });
      return { workspace_name, rule_id: id };
    },
    change: (host, args) => host.call('update_chat_rule', { ...args, rule_content: 'Be long.' }),
    path: /\/rules\/\d+$/,
  },
  {
    tool: 'delete_chat_command',
    make: async (host, name) => {
      const fields = { name, command_content: 'Sum up the night.', scope_type: 'workspace' };
      const { id } = await host.call('create_chat_command', { workspace_name, ...fields });
      return { workspace_name, command_id: id };
    },
    change: (host, args) => host.call('update_chat_command', { ...args, command_content: 'Sum up the day.' }),
    path: /\/commands\/\d+$/,
  },
  {
    tool: 'delete_assistant',
    make: async (host, name) => {
      const fields = { short_name: name, full_name: name, description: 'Looks after the night' };
      await host.call('create_assistant', { workspace_name, ...fields });
      return { workspace_name, assistant_name: name };
    },
    change: (host, args) => host.call('update_assistant', { ...args, description: 'Looks after the day' }),
    path: /\/personas\/[^/]+$/,
  },
  {
    tool: 'delete_knowledge_base_article',
    make: async (host, name) => {
      const { noteId } = await host.call('create_knowledge_base_article', {
        workspace_name,
        title: name,
        content: 'The ledger closes at five.',
      });
      return { workspace_name, note_id: noteId };
    },
    change: (host, args) =>
      host.call('update_knowledge_base_article', { ...args, content: 'The ledger closes at six.' }),
    path: /\/notes\/[^/]+$/,
  },
];
