import { USERS } from '../../src/sandbox/seed/users.ts';
import { bashMain } from '../script-rules/judged.ts';
import { COMMIT, SLI, TASK } from './slxs/commits.ts';
import type { ToolBench } from './tool-caller.ts';

export type Fields = Record<string, unknown>;
type World = ToolBench['sandbox']['world']['workspaces'] extends Map<string, infer One> ? One : never;

export const workspace_name = 'checkout-prod';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const RUNTIME_VAR = {
  name: 'ZQ_LIMIT',
  description: '',
  default: '',
  validation: { type: 'regex', pattern: '[0-9]*', message: 'zq' },
  unit: { of: ['zq', 0, false] },
};

/** How a parameter is tried where its schema does not say enough. */
export interface Try {
  /** What it needs beside it. */
  beside?: Fields;
  /** Values in place of those of its schema, or more than those. */
  values?: unknown[];
  more?: unknown[];
  /** What stands for a value in what is sent. */
  // biome-ignore lint/suspicious/noExplicitAny: each parameter has its own type.
  sentAs?: (value: any) => unknown;
  /** Name under which it is sent, where that is not its own in either spelling. */
  key?: string;
}

interface Case {
  /** The least that the tool takes; its names are unlike those of the call before. */
  base(turn: number, workspace: World): Fields;
  tries?: Record<string, Try>;
}

/** What is an id of something that is there, the same for all tools. */
export const VALUES: Record<string, unknown[]> = { workspace_name: [workspace_name] };
export const IDS = /^(?:rule_id|command_id|note_id|issue_ids)$/;

/** Files and packed scripts, which other tests read; what sends nothing at all. */
export const ELSEWHERE = /script_(?:base64_path|gzip_base64|path)$|^dry_run$|^output_dir$|^overwrite$/;

const scope: Record<string, Try> = {
  scope_id: { values: ['eager-edgar'], beside: { scope_type: 'persona' } },
};
const schedule: Record<string, Try> = {
  cron_schedule: { values: ['7 */6 * * *', '', '  '] },
  run_as_user: { values: [USERS.readonly.email, ''] },
  assistant_name: { values: ['eager-edgar', '', '  '] },
  sink_configs: {
    values: [[{ type: 'slack', mode: 'channel', target: 'zq', extra: { deep: [0, null] } }], []],
  },
};
const slx: Record<string, Try> = {
  slx_name: { values: ['zq-name'] },
  location: { values: ['public-us-east', '', '  '], sentAs: () => 'public' },
  resource_path: { key: 'resourcePath' },
  image_url: { key: 'imageUrl' },
  hierarchy: { values: [['tier', 'zq'], ['']] },
  tags: { values: [[{ name: 'zq-tier', value: '' }], [{ name: 'zq', value: 'gold', of: 'zq' }]] },
  env_vars: { values: [{ ZQ: 'zq-value', ZQ_NONE: '' }, {}], sentAs: (map) => JSON.stringify(map) },
  secret_vars: { values: [{ ZQ: 'zq:key' }, {}], sentAs: (map) => JSON.stringify(Object.keys(map)) },
};
const assistant: Record<string, Try> = {
  display_name: { key: 'fullName' },
  assistant_name: { values: ['eager-edgar'], sentAs: () => 'eager-edgar' },
  suggest_only: { key: 'runConfidenceThreshold', sentAs: (only: boolean) => (only ? 1 : 0.95) },
  short_name: { values: ['zq-name'] },
};
const run: Record<string, Try> = {
  script: { values: [`${TASK}# zq\n`], key: 'command', beside: { completion_marker: false } },
  script_base64: {
    values: [base64(TASK)],
    sentAs: () => TASK,
    beside: { script: undefined, completion_marker: false },
  },
  interpreter: { values: ['bash'], beside: { script: bashMain("printf '[]' >&3") } },
  run_type: { values: ['sli'], beside: { script: SLI }, key: 'runType' },
  from_slx: { values: ['checkout-api-pods', '  '] },
  location: { values: ['public-us-east', '', '  '] },
  runtime_var_overrides: { key: 'envVars' },
  completion_marker: { values: [false], sentAs: () => TASK },
};

const { slx_name: _, ...rendered } = COMMIT;

/** Every tool that writes or starts something; what only deletes or starts by an id has nothing to lose. */
export const CASES: Record<string, Case> = {
  create_chat_rule: {
    base: () => ({ workspace_name, name: 'A rule', rule_content: 'Be brief.' }),
    tries: scope,
  },
  update_chat_rule: {
    base: (_, { rules }) => ({ workspace_name, rule_id: firstKey(rules), name: 'A rule' }),
    tries: scope,
  },
  create_chat_command: {
    base: (turn) => ({ workspace_name, name: `command-${turn}`, command_content: 'Look.' }),
    tries: { ...scope, ...schedule },
  },
  update_chat_command: {
    base: (_, { commands }) => ({ workspace_name, command_id: firstKey(commands), command_content: 'Look.' }),
    tries: { ...scope, ...schedule, clear_max_runs: { values: [true], key: 'max_runs', sentAs: () => null } },
  },
  create_assistant: { base: (turn) => ({ workspace_name, short_name: `helper-${turn}` }), tries: assistant },
  update_assistant: {
    base: () => ({ workspace_name, assistant_name: 'eager-edgar', description: 'A helper.' }),
    tries: assistant,
  },
  create_knowledge_base_article: { base: () => ({ workspace_name, content: 'A fact.' }) },
  update_knowledge_base_article: {
    base: (_, { notes }) => ({ workspace_name, note_id: firstKey(notes), content: 'A fact.' }),
  },
  close_issue: { base: (_, { issues }) => ({ workspace_name, issue_ids: [openIssue(issues)] }) },
  ignore_issue: {
    base: (_, { issues }) => ({ workspace_name, issue_ids: [openIssue(issues)], until: '2999-01-01' }),
    tries: { until: { values: ['2998-02-03T04:05:06Z'], sentAs: () => '2998-02-03T04:05:06' } },
  },
  run_script: { base: () => ({ workspace_name, script: TASK }), tries: run },
  commit_slx: {
    base: () => COMMIT,
    tries: {
      ...slx,
      script: { values: [`${TASK}# zq\n`], sentAs: base64 },
      script_base64: { values: [base64(TASK)], beside: { script: undefined } },
      interpreter: { values: ['bash'], beside: { script: bashMain("printf '[]' >&3") } },
      task_type: { values: ['sli'], beside: { script: SLI }, sentAs: () => base64(SLI) },
      runtime_vars: { values: [[RUNTIME_VAR], []], key: 'runtimeVarsProvided' },
      sli_script: { values: [`${SLI}# zq\n`], sentAs: base64 },
      sli_script_base64: { values: [base64(SLI)] },
      sli_interpreter: { values: ['python'], beside: { sli_script: SLI } },
      sli_interval_seconds: { key: 'intervalSeconds', beside: { sli_script: SLI } },
      interval_seconds: { beside: { task_type: 'sli', script: SLI } },
      cron_schedule: { values: ['7 */6 * * *', '', '  '] },
      codebundle_repo_url: { key: 'codeBundleRepoUrl' },
    },
  },
  run_slx: {
    base: () => ({ workspace_name, slx_name: 'checkout-api-pods' }),
    tries: {
      slx_name: { values: ['checkout-api-pods'] },
      task_titles: { values: ['${TASK_TITLE}', '', '  '] },
      runtime_var_overrides: { values: [{ MIN_RESTARTS: '7' }, { ZQ: '1' }, {}] },
    },
  },
  deploy_registry_codebundle: {
    base: () => ({
      workspace_name,
      slx_name: 'shop-home',
      alias: 'Shop front page',
      statement: 'The front page should answer within a second.',
      repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      codebundle_path: 'codebundles/curl-http-ok',
      config_vars: { URL: 'https://shop.example' },
    }),
    tries: {
      ...slx,
      repo_url: { values: ['https://git.example/zq.git', '', ' '] },
      codebundle_path: { values: ['codebundles/curl-http-ok', 'codebundles/zq', '', ' '] },
      config_vars: { values: [{ URL: 'https://zq.example' }, {}], sentAs: Object.values },
      secret_vars: { values: [{ ZQ: 'zq:key' }] },
      deploy_runbook: { values: [true, false], sentAs: () => 'runbook.robot' },
      deploy_sli: { values: [true], sentAs: () => 'sli.robot' },
      sli_interval_seconds: { key: 'intervalSeconds', beside: { deploy_sli: true } },
      sli_description: { key: 'description', beside: { deploy_sli: true } },
    },
  },
  render_codecollection_skill: {
    base: () => ({ ...rendered, bundle_name: 'ledger-lag', script: TASK }),
    tries: {
      ...slx,
      bundle_name: { values: ['zq-bundle'] },
      workspace_name: { values: [workspace_name] },
      script: { values: [`${TASK}# zq\n`], sentAs: base64 },
      script_base64: { values: [base64(TASK)], beside: { script: undefined } },
      interpreter: { values: ['bash'], beside: { script: bashMain("printf '[]' >&3") } },
      resource_types: { values: [['pod'], []], beside: { platform: 'kubernetes' } },
      match_rules: {
        values: [[{ type: 'not', match: { type: 'exists', path: 'zq', matchEmpty: false } }], []],
      },
      slx_qualifiers: { values: [['cluster'], []], key: 'qualifiers', beside: { platform: 'kubernetes' } },
      platform: { values: ['kubernetes', 'azure', 'azure_devops', 'aws', 'gcp'] },
      base_name: { values: ['zq-base', '', '  '] },
      shortened_base_name: { values: ['zq-short', '', '  '] },
      level_of_detail: { values: ['none', 'basic'] },
      env_vars: { values: [{ ZQ: 'zq-value' }], sentAs: Object.values },
      secret_vars: { values: [{ ZQ: 'zq:key' }], sentAs: Object.values },
      runtime_vars: { values: [[RUNTIME_VAR]] },
      include_sli: { values: [true], beside: { sli_script: SLI }, sentAs: () => 'ServiceLevelIndicator' },
      sli_script: { values: [`${SLI}# zq\n`], sentAs: base64 },
      sli_script_base64: { values: [base64(SLI)] },
      sli_interpreter: { values: ['python'], beside: { sli_script: SLI } },
      sli_interval_seconds: { key: 'intervalSeconds', beside: { sli_script: SLI } },
      sli_description: { key: 'description', beside: { sli_script: SLI } },
      slo: { values: [{ objective: 99.5, threshold: 1, operand: 'eq' }], beside: { sli_script: SLI } },
      workflow: { values: [true], sentAs: () => 'Workflow', beside: { sli_script: SLI } },
      timeout_seconds: { sentAs: String },
    },
  },
};

const firstKey = (map: Map<unknown, unknown>) => [...map.keys()][0];
const openIssue = (issues: World['issues']) =>
  [...issues.values()].find(({ openSince }) => openSince !== null)!.id;
