/** What earlier calls answered, by the name of their step. */
// biome-ignore lint/suspicious/noExplicitAny: answers of two servers, read as a script of a user reads them.
export type Answers = Record<string, any>;

/** One call, in the Python server's own parameters. */
export interface Step {
  tool: string;
  /** Tells calls of one tool apart. */
  as?: string;
  args: (answers: Answers) => Record<string, unknown>;
}

const WORKSPACE = { workspace_name: 'checkout-prod' };
const TASK =
  'def main():\n    return [{"issue title": f"Pod web-{1} restarts", "issue description": f"It restarted {12} times since midnight.", "issue severity": 3, "issue next steps": "kubectl logs web-1 --previous"}]\n';
const SLI = 'def main():\n    return 0.75\n';
const BASH_TASK = 'main() {\n  echo "checked $NAMESPACE"\n  printf "[]" >&3\n}\n';

/** A step whose arguments do not depend on earlier answers. */
const plain = (tool: string, args: Record<string, unknown> = {}, as?: string): Step => ({
  tool,
  ...(as ? { as } : {}),
  args: () => ({ ...WORKSPACE, ...args }),
});

const bare = (tool: string, args: Record<string, unknown> = {}, as?: string): Step => ({
  tool,
  ...(as ? { as } : {}),
  args: () => args,
});

/** Where the id of a new article stands. */
const noteOf = (created: Answers[string]) => created?.article?.noteId ?? created?.noteId;

const SLX = { slx_name: 'peer-check', alias: 'Peer check', statement: 'The peer is healthy' };

/** All 47 tools of the Python server, in an order in which each finds what it needs. */
export const STEPS: Step[] = [
  bare('list_workspaces'),
  plain('workspace_chat', { message: 'What is wrong with checkout?' }),
  {
    tool: 'workspace_chat',
    as: 'workspace_chat again',
    args: ({ workspace_chat }) => ({
      ...WORKSPACE,
      message: 'And why?',
      session_id: workspace_chat?.sessionId,
    }),
  },
  plain('get_workspace_chat_config'),
  plain('get_workspace_issues', { limit: 3 }),
  plain('get_workspace_issues', { severity: 1, limit: 2 }, 'get_workspace_issues of one severity'),
  {
    tool: 'get_issue_details',
    args: ({ get_workspace_issues }) => ({
      ...WORKSPACE,
      issue_id: String(get_workspace_issues?.results[0].id),
    }),
  },
  plain('get_workspace_slxs'),
  {
    tool: 'get_slx_runbook',
    args: ({ get_workspace_slxs }) => ({
      ...WORKSPACE,
      slx_name: (get_workspace_slxs?.results[0].shortName ?? get_workspace_slxs?.results[0].name) as string,
    }),
  },
  plain('get_run_sessions', { limit: 3 }),
  plain('get_workspace_config_index'),
  plain('search_workspace', { query: 'check' }),
  plain('search_workspace', { query: 'zeppelin' }, 'search_workspace without a hit'),

  plain('create_chat_rule', {
    name: 'Peer rule',
    rule_content: 'Be brief.',
    scope_type: 'workspace',
    scope_id: 'checkout-prod',
  }),
  plain('list_chat_rules', { page: 1, page_size: 5 }),
  {
    tool: 'get_chat_rule',
    args: ({ create_chat_rule }) => ({ ...WORKSPACE, rule_id: create_chat_rule?.id }),
  },
  {
    tool: 'update_chat_rule',
    args: ({ create_chat_rule }) => ({ ...WORKSPACE, rule_id: create_chat_rule?.id, is_active: false }),
  },
  plain('create_chat_command', {
    name: 'peer-command',
    command_content: 'Summarise.',
    scope_type: 'workspace',
    scope_id: 'checkout-prod',
    cron_schedule: '0 6 * * 1',
    max_runs: 3,
  }),
  plain('list_chat_commands'),
  {
    tool: 'get_chat_command',
    args: ({ create_chat_command }) => ({ ...WORKSPACE, command_id: create_chat_command?.id }),
  },
  {
    tool: 'update_chat_command',
    args: ({ create_chat_command }) => ({
      ...WORKSPACE,
      command_id: create_chat_command?.id,
      schedule_paused: true,
      clear_max_runs: true,
    }),
  },

  plain('list_assistants'),
  plain('create_assistant', { short_name: 'peer-assistant', display_name: 'Peer', description: 'A peer.' }),
  plain('get_assistant', { assistant_name: 'peer-assistant' }),
  plain('update_assistant', { assistant_name: 'peer-assistant', description: 'Another.' }),
  plain('delete_assistant', { assistant_name: 'peer-assistant' }),

  plain('create_knowledge_base_article', {
    content: 'Restart web one at a time.',
    title: 'Restarts',
    resource_paths: ['kubernetes/prod-eu/checkout'],
    abstract_entities: ['web'],
  }),
  plain('list_knowledge_base_articles', { limit: 3 }),
  {
    tool: 'get_knowledge_base_article',
    args: ({ create_knowledge_base_article }) => ({
      ...WORKSPACE,
      note_id: noteOf(create_knowledge_base_article),
    }),
  },
  {
    tool: 'update_knowledge_base_article',
    args: ({ create_knowledge_base_article }) => ({
      ...WORKSPACE,
      note_id: noteOf(create_knowledge_base_article),
      verified: true,
    }),
  },
  {
    tool: 'delete_knowledge_base_article',
    args: ({ create_knowledge_base_article }) => ({
      ...WORKSPACE,
      note_id: noteOf(create_knowledge_base_article),
    }),
  },

  bare('search_registry', { search: 'kubernetes namespace', max_results: 2 }),
  {
    tool: 'get_registry_codebundle',
    args: ({ search_registry }) => {
      const row = (search_registry?.codebundles ?? search_registry?.results)?.[0];
      return {
        collection_slug: row?.codecollection_slug ?? row?.collection_slug,
        codebundle_slug: row?.slug ?? row?.codebundle_slug,
      };
    },
  },
  plain('deploy_registry_codebundle', {
    slx_name: 'peer-bundle',
    alias: 'Peer bundle',
    statement: 'The namespace is healthy',
    repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection.git',
    codebundle_path: 'codebundles/k8s-namespace-healthcheck',
    location: 'checkout-prod-eu',
    config_vars: { NAMESPACE: 'checkout', CONTEXT: 'prod-eu', KUBERNETES_DISTRIBUTION_BINARY: 'kubectl' },
    secret_vars: { kubeconfig: 'kubeconfig' },
    deploy_sli: true,
    sli_description: 'Share of healthy pods',
    sli_interval_seconds: 600,
    owners: ['ada@checkout.example'],
  }),

  bare('get_workspace_context', { reload: true }),
  bare('list_skills'),
  bare('get_skill', { name: 'build-runwhen-task', reload: true }),
  plain('get_workspace_secrets'),
  plain('get_workspace_locations'),
  bare('validate_script', { script: TASK, interpreter: 'python' }),
  bare(
    'validate_script',
    { script: SLI, interpreter: 'python', task_type: 'sli' },
    'validate_script of an SLI',
  ),
  bare('validate_script', {}, 'validate_script without a script'),
  plain('run_script', {
    script: TASK,
    location: 'checkout-prod-eu',
    interpreter: 'python',
    secret_vars: { kubeconfig: 'kubeconfig' },
  }),
  {
    tool: 'get_run_status',
    args: ({ run_script }) => ({ ...WORKSPACE, run_id: run_script?.runId }),
  },
  plain('run_script_and_wait', { script: TASK, location: 'checkout-prod-eu', interpreter: 'python' }),
  plain(
    'run_script_and_wait',
    { script: SLI, location: 'checkout-prod-eu', interpreter: 'python', run_type: 'sli' },
    'run_script_and_wait of an SLI',
  ),
  plain(
    'run_script_and_wait',
    { script: BASH_TASK, location: 'checkout-prod-eu', env_vars: { NAMESPACE: 'web' } },
    'run_script_and_wait of Bash',
  ),
  {
    tool: 'get_run_output',
    args: ({ run_script }) => ({ ...WORKSPACE, run_id: run_script?.runId }),
  },
  {
    tool: 'get_run_output',
    as: 'get_run_output without texts',
    args: ({ run_script }) => ({ ...WORKSPACE, run_id: run_script?.runId, fetch_logs: false }),
  },
  plain('commit_slx', {
    ...SLX,
    script: TASK,
    task_title: 'Check the peer',
    location: 'checkout-prod-eu',
    interpreter: 'python',
    sli_script: SLI,
    sli_interpreter: 'python',
    sli_interval_seconds: 600,
    env_vars: { NAMESPACE: 'checkout' },
    secret_vars: { kubeconfig: 'kubeconfig' },
    tags: [{ name: 'team', value: 'payments' }],
    runtime_vars: [
      {
        name: 'POD',
        default: 'web-1',
        description: 'Which pod',
        validation: { type: 'regex', pattern: '[a-z0-9-]+' },
      },
    ],
    owners: ['ada@checkout.example'],
    resource_path: 'kubernetes/prod-eu/checkout',
    hierarchy: ['platform', 'cluster'],
    branch: 'main',
    commit_message: 'Add the peer check',
  }),
  plain(
    'commit_slx',
    {
      ...SLX,
      slx_name: 'peer-cron',
      script: BASH_TASK,
      task_title: 'Check by the clock',
      location: 'checkout-prod-eu',
      cron_schedule: '0 */2 * * *',
      sli_interval_seconds: 600,
      env_vars: { NAMESPACE: 'checkout' },
    },
    'commit_slx with a schedule',
  ),
  plain('run_slx', { slx_name: 'peer-check' }),
  plain('get_slx_runbook', { slx_name: 'peer-check' }, 'get_slx_runbook of a new SLX'),
  plain('delete_slx', { slx_name: 'peer-check' }),
  bare('list_discovery_platforms'),
  bare('list_indexed_resource_types', { platform: 'kubernetes', search: 'deploy' }),
  bare('list_indexed_resource_types', { platform: 'azure', search: 'keyvault', limit: 3 }, 'types of azure'),
  bare('list_indexed_resource_types', { platform: 'aws' }, 'types of aws without a search'),
  bare('list_indexed_resource_types', { platform: 'runwhen' }, 'types of runwhen'),
  plain('render_codecollection_skill', {
    bundle_name: 'peer-bundle',
    alias: 'Peer',
    statement: 'The peer is healthy',
    script: TASK,
    task_title: 'Check the peer',
    secret_vars: { kubeconfig: 'kubeconfig' },
    include_sli: true,
    sli_script: SLI,
    platform: 'kubernetes',
    resource_types: ['deployment'],
    slx_qualifiers: ['resource', 'namespace'],
  }),
  {
    tool: 'delete_chat_rule',
    args: ({ create_chat_rule }) => ({ ...WORKSPACE, rule_id: create_chat_rule?.id }),
  },
];
