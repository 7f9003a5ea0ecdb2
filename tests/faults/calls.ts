/** A call of a tool that works against the sandbox as it is seeded. */
export interface WorkingCall {
  tool: string;
  /** `made` is what the call before gave. */
  // biome-ignore lint/suspicious/noExplicitAny: each tool gives something else.
  args(made: any): Record<string, unknown>;
  /** Makes what the call is about. */
  before?: { tool: string; args: Record<string, unknown> };
}

const workspace_name = 'checkout-prod';
const slx_name = 'checkout-api-pods';
const SCRIPT = 'main() {\n  printf "[]" >&3\n}\n';
const RULE = { workspace_name, name: 'Short', rule_content: 'Be short.' };
const COMMAND = { workspace_name, name: 'standup', command_content: 'Summarise the open issues.' };
const ARTICLE = { workspace_name, title: 'Walk', content: 'A walk.' };
const ASSISTANT = { workspace_name, short_name: 'careful-carl' };
const SLX = {
  workspace_name,
  slx_name: 'shop-home',
  alias: 'Shop front page',
  statement: 'The front page should answer within a second.',
};
const COMMIT = {
  ...SLX,
  script: SCRIPT,
  sli_script: 'main() {\n  printf 1 >&3\n}\n',
  secret_vars: { kubeconfig: 'kubeconfig' },
};
const RUN = { workspace_name, script: SCRIPT, secret_vars: { kubeconfig: 'kubeconfig' } };

const call = (tool: string, args: Record<string, unknown> = {}): WorkingCall => ({ tool, args: () => args });
const read = (tool: string, args: Record<string, unknown> = {}) => call(tool, { workspace_name, ...args });

const rule = { tool: 'create_chat_rule', args: RULE };
const command = { tool: 'create_chat_command', args: COMMAND };
const article = { tool: 'create_knowledge_base_article', args: ARTICLE };
const assistant = { tool: 'create_assistant', args: ASSISTANT };
const run = { tool: 'run_script_and_wait', args: RUN };

/** One for each tool; `tests/faults/faults.test.ts` finds a tool that is missing. */
export const CALLS: WorkingCall[] = [
  read('workspace_chat', { message: 'What is failing?' }),
  call('list_workspaces'),
  read('get_workspace_overview'),
  read('get_workspace_chat_config', { persona_name: 'eager-edgar' }),
  read('get_workspace_issues', { search: 'checkout' }),
  {
    tool: 'get_issue_details',
    before: { tool: 'get_workspace_issues', args: { workspace_name } },
    args: ({ results }) => ({ workspace_name, issue_id: results[0].id }),
  },
  {
    tool: 'close_issue',
    before: { tool: 'get_workspace_issues', args: { workspace_name } },
    args: ({ results }) => ({ workspace_name, issue_ids: [results[0].id] }),
  },
  {
    tool: 'ignore_issue',
    before: { tool: 'get_workspace_issues', args: { workspace_name } },
    args: ({ results }) => ({ workspace_name, issue_ids: [results[0].id], until: '2d' }),
  },
  read('get_workspace_slxs'),
  read('get_slx_runbook', { slx_name }),
  read('get_slx_metrics', { slx_name }),
  read('search_workspace', { query: 'database connections' }),
  read('get_workspace_config_index'),
  read('run_slx', { slx_name }),
  read('get_run_sessions'),
  {
    tool: 'get_run_session',
    before: { tool: 'get_run_sessions', args: { workspace_name } },
    args: ({ results }) => ({ workspace_name, session_id: results[0].session_id ?? results[0].id }),
  },
  read('list_workspace_resources', { search: 'checkout' }),
  call('get_workspace_context'),
  call('validate_script', { script: SCRIPT }),
  call('run_script_and_wait', RUN),
  call('run_script', RUN),
  {
    tool: 'get_run_status',
    before: run,
    args: ({ runId }) => ({ workspace_name, run_id: runId }),
  },
  {
    tool: 'get_run_output',
    before: run,
    args: ({ runId }) => ({ workspace_name, run_id: runId }),
  },
  call('commit_slx', COMMIT),
  {
    tool: 'delete_slx',
    before: { tool: 'commit_slx', args: COMMIT },
    args: () => ({ workspace_name, slx_name: 'shop-home' }),
  },
  read('get_workspace_secrets'),
  read('get_workspace_locations'),
  call('list_skills'),
  call('get_skill', { name: 'build-runwhen-task' }),
  read('list_chat_rules'),
  { tool: 'get_chat_rule', before: rule, args: ({ id }) => ({ workspace_name, rule_id: id }) },
  call('create_chat_rule', RULE),
  {
    tool: 'update_chat_rule',
    before: rule,
    args: ({ id }) => ({ workspace_name, rule_id: id, name: 'Brief' }),
  },
  { tool: 'delete_chat_rule', before: rule, args: ({ id }) => ({ workspace_name, rule_id: id }) },
  read('list_chat_commands'),
  { tool: 'get_chat_command', before: command, args: ({ id }) => ({ workspace_name, command_id: id }) },
  call('create_chat_command', COMMAND),
  {
    tool: 'update_chat_command',
    before: command,
    args: ({ id }) => ({ workspace_name, command_id: id, name: 'daily' }),
  },
  { tool: 'delete_chat_command', before: command, args: ({ id }) => ({ workspace_name, command_id: id }) },
  { tool: 'run_chat_command', before: command, args: ({ id }) => ({ workspace_name, command_id: id }) },
  { tool: 'list_chat_command_runs', before: command, args: ({ id }) => ({ workspace_name, command_id: id }) },
  read('list_assistants'),
  read('get_assistant', { assistant_name: 'eager-edgar' }),
  call('create_assistant', ASSISTANT),
  {
    tool: 'update_assistant',
    before: assistant,
    args: () => ({ workspace_name, assistant_name: 'careful-carl', display_name: 'Carl' }),
  },
  {
    tool: 'delete_assistant',
    before: assistant,
    args: () => ({ workspace_name, assistant_name: 'careful-carl' }),
  },
  read('list_knowledge_base_articles'),
  {
    tool: 'get_knowledge_base_article',
    before: article,
    args: ({ noteId }) => ({ workspace_name, note_id: noteId }),
  },
  call('create_knowledge_base_article', ARTICLE),
  {
    tool: 'update_knowledge_base_article',
    before: article,
    args: ({ noteId }) => ({ workspace_name, note_id: noteId, title: 'Stroll' }),
  },
  {
    tool: 'delete_knowledge_base_article',
    before: article,
    args: ({ noteId }) => ({ workspace_name, note_id: noteId }),
  },
  call('search_registry', { search: 'pod' }),
  call('get_registry_codebundle', {
    collection_slug: 'rw-cli-codecollection',
    codebundle_slug: 'curl-http-ok',
  }),
  call('deploy_registry_codebundle', {
    ...SLX,
    repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
    codebundle_path: 'codebundles/curl-http-ok',
    config_vars: { URL: 'https://shop.example' },
  }),
  call('list_discovery_platforms'),
  call('list_indexed_resource_types', { platform: 'kubernetes' }),
  read('render_codecollection_skill', {
    bundle_name: 'shop-home',
    alias: SLX.alias,
    statement: SLX.statement,
    script: SCRIPT,
    platform: 'kubernetes',
    resource_types: ['deployment'],
    source_slx_name: slx_name,
  }),
];
