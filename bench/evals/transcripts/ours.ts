import { ARTICLE_TEXT, CRASHING, RULE_TEXT } from '../day.ts';
import type { Answer } from '../task.ts';

/** Answers of earlier calls, by the name of their step. */
// biome-ignore lint/suspicious/noExplicitAny: answers are read as an agent reads them.
export type Answers = Record<string, any>;

/** One call of a transcript. Ids come from earlier answers, since every sandbox has others. */
export interface Step {
  task: string;
  /** The tool's name, and where it is called more than once something that tells the calls apart: `run_slx again`. */
  call: string;
  args(answers: Answers): Record<string, unknown>;
}

const workspace_name = 'checkout-prod';

const CHECK = `import os

def main():
    length = int(os.environ.get("QUEUE_LENGTH", "0"))
    if length <= 100:
        return []
    return [{
        "issue title": f"Order queue holds {length} messages",
        "issue description": f"The order queue holds {length} messages, more than the 100 that are normal.",
        "issue severity": 2,
        "issue next steps": "Look at the consumers of the order queue and their logs.",
    }]
`;
const SLI = `import os

def main():
    return 0 if int(os.environ.get("QUEUE_LENGTH", "0")) > 100 else 1
`;
const VAULTS = `main() {
  az keyvault secret list --vault-name "$VAULT" --query '[].attributes.expires' -o tsv >&2
  printf '[]' >&3
}
`;

const step = (task: string, call: string, args: (answers: Answers) => Record<string, unknown>): Step => ({
  task,
  call,
  args,
});
const here = (task: string, call: string, args: Record<string, unknown>) =>
  step(task, call, () => ({ workspace_name, ...args }));

/** What this server was asked in one evaluation, and the least that an agent needs. */
export const OURS: Step[] = [
  step('worst-workspace', 'get_workspace_overview', () => ({})),
  here('root-cause', 'workspace_chat', {
    message: 'Why can customers not pay? Which check shows the cause?',
  }),
  here('root-cause', 'run_slx', { slx_name: 'payments-api-db-pool' }),
  step('issues-by-display-name', 'get_workspace_issues', () => ({
    ...{ workspace_name: 'Payments Platform (staging)', severity: 2, or_worse: true },
  })),
  here('write-a-check', 'run_script_and_wait 150', { script: CHECK, env_vars: { QUEUE_LENGTH: '150' } }),
  here('write-a-check', 'run_script_and_wait 50', { script: CHECK, env_vars: { QUEUE_LENGTH: '50' } }),
  here('write-a-check', 'commit_slx', {
    ...{ slx_name: 'eval-queue-length', alias: 'Order queue length', access: 'read-only' },
    ...{ statement: 'The order queue should hold at most 100 messages.', script: CHECK, sli_script: SLI },
    env_vars: { QUEUE_LENGTH: '150' },
  }),
  here('write-a-check', 'run_slx committed', { slx_name: 'eval-queue-length' }),
  here('write-a-check', 'delete_slx', { slx_name: 'eval-queue-length' }),
  here('crash-or-health', 'run_script_and_wait crash', { script: CRASHING }),
  here('rule-switched-off', 'create_chat_rule', { name: 'eval-namespace', rule_content: RULE_TEXT }),
  step('rule-switched-off', 'update_chat_rule', ({ create_chat_rule }) => ({
    ...{ workspace_name, rule_id: create_chat_rule.id, is_active: false },
  })),
  here('scheduled-command', 'create_chat_command', {
    ...{ name: 'eval-morning', command_content: 'Summarise the open issues.', cron_schedule: '0 7 * * 1-5' },
    sink_configs: [{ type: 'slack', mode: 'channel', target: '#checkout-ops' }],
  }),
  step('scheduled-command', 'run_chat_command', ({ create_chat_command: { id } }) => ({
    workspace_name,
    command_id: id,
  })),
  step('scheduled-command', 'list_chat_command_runs', ({ create_chat_command: { id } }) => ({
    workspace_name,
    command_id: id,
  })),
  here('article-title', 'create_knowledge_base_article', { title: 'eval carrier', content: ARTICLE_TEXT }),
  step(
    'article-title',
    'update_knowledge_base_article',
    ({ create_knowledge_base_article: { noteId, article } }) => ({
      ...{ workspace_name, note_id: noteId ?? article.noteId, title: 'eval carrier cut-off' },
    }),
  ),
  step('deploy-a-bundle', 'search_registry', () => ({
    search: 'pods of a namespace',
    platform: 'Kubernetes',
    max_results: 3,
  })),
  here('deploy-a-bundle', 'get_registry_codebundle', {
    ...{ collection_slug: 'rw-cli-codecollection', codebundle_slug: 'k8s-namespace-healthcheck' },
  }),
  step(
    'deploy-a-bundle',
    'deploy_registry_codebundle',
    ({ get_registry_codebundle: { deploy, values_here } }) => ({
      ...deploy,
      ...{
        slx_name: 'eval-namespace-pods',
        alias: 'Pods of checkout',
        statement: 'The pods of checkout should run.',
      },
      config_vars: {
        ...deploy.config_vars,
        NAMESPACE: 'checkout',
        CONTEXT: values_here.variables.find(({ name }: { name: string }) => name === 'CONTEXT').seen[0].value,
      },
      secret_vars: { kubeconfig: values_here.secrets[0].seen[0].value },
    }),
  ),
  here('suggest-only', 'create_assistant', { short_name: 'eval-adviser', suggest_only: true }),
  step('code-collection', 'list_indexed_resource_types', () => ({ platform: 'azure', search: 'keyvault' })),
  step('code-collection', 'render_codecollection_skill', ({ list_indexed_resource_types: found }) => ({
    ...{
      platform: 'azure',
      bundle_name: 'azure-keyvault-expiry',
      script: VAULTS,
      task_title: 'Check expiry of secrets',
    },
    ...{
      alias: 'Key vault secrets',
      statement: 'Secrets should not expire within 30 days.',
      access: 'read-only',
    },
    resource_types: [
      (found.results ?? found.resource_types)[0].name ?? (found.results ?? found.resource_types)[0],
    ],
    secret_vars: { azure_credentials: 'azure:sp@cli' },
  })),
  here('changed-variable', 'run_script_and_wait 500', {
    from_slx: 'cart-api-pods',
    env_vars: { RESTART_THRESHOLD: '500' },
  }),
  here('mentions', 'get_workspace_slxs', { search: 'redis' }),
  here('a-claim', 'get_run_sessions', { slx_name: 'checkout-api-pods', limit: 1 }),
  step('close-an-issue', 'get_workspace_issues staging', () => ({ workspace_name: 'pay-core-7' })),
  step('close-an-issue', 'close_issue', (answers) => ({
    ...{ workspace_name: 'pay-core-7', issue_ids: [longestAgo(answers)], comment: 'eval: done' },
  })),
  here('ignore-an-issue', 'get_workspace_issues all', {}),
  step('ignore-an-issue', 'ignore_issue', (answers) => ({
    workspace_name,
    issue_ids: [harmless(answers)],
    until: '7d',
  })),
  step('only-to-read', 'list_workspaces', () => ({})),
  here('secret-key', 'get_workspace_secrets', {}),
  here('nothing-to-do', 'get_workspace_slxs never', { search: 'eval-never-there' }),
];

/** What was answered, worked out of the answers as it was then. */
export function answersOf(answers: Answers): Record<string, Answer> {
  const rows = (name: string) => answers[name].results ?? answers[name];
  const latest = rows('get_run_sessions')[0];
  return {
    'worst-workspace': { workspace: rows('get_workspace_overview')[0].name },
    'root-cause': { slx: answers.run_slx.slx_name, session_id: answers.run_slx.session_id },
    'issues-by-display-name': { ids: rows('get_workspace_issues').map(({ id }: { id: number }) => id) },
    'write-a-check': {
      with_150: answers['run_script_and_wait 150'].outcome,
      with_50: answers['run_script_and_wait 50'].outcome,
    },
    'crash-or-health': { outcome: answers['run_script_and_wait crash'].outcome, healthy: null },
    'scheduled-command': { status: rows('list_chat_command_runs')[0].status },
    'code-collection': { paths: pathsOf(answers.render_codecollection_skill) },
    'changed-variable': { outcome: answers['run_script_and_wait 500'].outcome },
    mentions: { slxs: rows('get_workspace_slxs').map(({ shortName }: { shortName: string }) => shortName) },
    'a-claim': {
      timed_out: JSON.stringify(latest).includes('"timed_out"'),
      outcome: /"outcome":"(\w+)"/.exec(JSON.stringify(latest))?.[1],
    },
    'close-an-issue': { id: longestAgo(answers) },
    'ignore-an-issue': { id: harmless(answers) },
    'count-issues': {
      count: rows('get_workspace_issues all').filter(
        (issue: { id: number; severity: number }) => issue.severity <= 2,
      ).length,
    },
    'only-to-read': {
      workspaces: rows('list_workspaces').flatMap(({ name, role }: { name: string; role: string }) =>
        role === 'readonly' ? [name] : [],
      ),
    },
    'secret-key': {
      key: /"([^"]*kubeconfig:kubeconfig)"/.exec(JSON.stringify(answers.get_workspace_secrets))?.[1],
    },
    'nothing-to-do': { deleted: false },
  };
}

function pathsOf({ files }: { files: Record<string, unknown> | { path: string }[] }): string[] {
  return Array.isArray(files) ? files.map(({ path }) => path) : Object.keys(files);
}

interface Row {
  id: number;
  severity: number;
  latestOccurrenceAt: string;
}

function longestAgo(answers: Answers): number {
  const rows: Row[] = answers['get_workspace_issues staging'].results;
  return rows.toSorted(
    (one, other) => Date.parse(one.latestOccurrenceAt) - Date.parse(other.latestOccurrenceAt),
  )[0]!.id;
}

function harmless(answers: Answers): number {
  const rows: Row[] = answers['get_workspace_issues all'].results;
  return rows.find(({ severity }) => severity >= 3)!.id;
}
