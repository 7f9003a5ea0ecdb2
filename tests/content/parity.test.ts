import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MOVING_ROWS } from '../../scripts/moving-rows.ts';
import { loadConfig } from '../../src/config/load.ts';
import { OPTIONS } from '../../src/config/options.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { fastBench } from '../tools/scripts/fast-bench.ts';
import { COMMIT, TASK } from '../tools/slxs/commits.ts';
import type { BenchOptions } from '../tools/tool-caller.ts';

const workspace_name = 'checkout-prod';

const toolNamed = (name: string) => tools.find((tool) => tool.name === name) as unknown as ToolDefinition;

/** One call of a tool against a sandbox of its own. */
async function call(tool: string, args: Record<string, unknown> = {}, options: BenchOptions = {}) {
  return (await fastBench(options)).call(toolNamed(tool), args);
}
const refusal = async (tool: string, args: Record<string, unknown>) =>
  (await fastBench()).refusal(toolNamed(tool), args);

const configured = (environment: Record<string, string>) =>
  loadConfig({ environment, workingDirectory: '/' });

/** Rows whose claim is tried by a test of its own: its file, and words of its text. */
const ELSEWHERE: Record<string, [file: string, words: string]> = {
  'api-url': ['tests/e2e/starting.test.ts', 'that no one told which platform to ask'],
  'origin-protection': [
    'tests/e2e/old-variables.test.ts',
    'MCP_HOST_ORIGIN_PROTECTION=false is not followed',
  ],
  stateless: ['tests/e2e/old-variables.test.ts', 'FASTMCP_STATELESS_HTTP=false has no effect'],
  auth0: ['tests/config/load.test.ts', 'MCP_AUTH0_CONFIG_URL %s beside MCP_AUTH0_DOMAIN'],
  'env-file': ['tests/e2e/hostile-folder.test.ts', '.env'],
};

const RUNBOOK = { workspace_name, slx_name: 'checkout-api-pods' };

/** What each row says of this server, tried. */
const CHECKS: Record<string, () => Promise<void>> = {
  async errors() {
    const error = await refusal('get_issue_details', { workspace_name, issue_id: 1 });
    expect(Object.keys(error)).toEqual(expect.arrayContaining(['code', 'message', 'hint', 'retryable']));
  },
  async 'structured-content'() {
    expect(tools.filter(({ output }) => output)).toHaveLength(5);
  },
  async 'no-effect'() {
    const { notes } = await call('commit_slx', { ...COMMIT, branch: 'main', commit_message: 'x' });
    expect(notes.join()).toMatch(/branch has no effect.*commit_message has no effect/s);
    const { notes: more } = await call('get_skill', { name: 'discover-secrets', reload: true });
    expect(more.join()).toContain('reload has no effect');
  },
  async 'next-offset'() {
    const page = await call('list_chat_rules', { workspace_name, page_size: 1 });
    expect(page).toMatchObject({ next_offset: 1 });
    expect(page.next).toContain('offset=1');
    expect(page).not.toHaveProperty('previous');
  },
  async nulls() {
    expect(JSON.stringify(await call('list_assistants', { workspace_name }))).not.toContain('null');
  },
  async 'bare-lists'() {
    expect(await call('list_workspaces')).toBeInstanceOf(Array);
    expect(await call('list_knowledge_base_articles', { workspace_name })).toBeInstanceOf(Array);
  },
  async 'created-article'() {
    const given = { workspace_name, content: 'A fact.', title: 'A title' };
    const made = await call('create_knowledge_base_article', given);
    expect(made).toMatchObject({ content: 'A fact.', status: 'active', article: { title: 'A title' } });
    expect(made.article.noteId).toBe(made.noteId);
  },
  async 'search-workspace'() {
    const bench = await fastBench();
    const search = (query: string) => bench.call(toolNamed('search_workspace'), { workspace_name, query });
    expect((await search('check')).tasks[0]).toMatchObject({ slxAlias: expect.any(String) });
    expect((await search('zeppelin')).tasks).toEqual([]);
  },
  async 'slx-rows'() {
    const [row] = (await call('get_workspace_slxs', { workspace_name, search: 'checkout-api-pods' })).results;
    for (const field of ['name', 'shortName', 'alias', 'statement', 'resourcePath'])
      expect(row[field], field).toEqual(expect.any(String));
    expect(row.tags[0]).toMatch(/^[\w[\]-]+:/);
    expect([row.runbook, row.sli]).toEqual([true, true]);
  },
  async 'session-rows'() {
    const [row] = (await call('get_run_sessions', { workspace_name, limit: 1 })).results;
    expect(Object.keys(row)).toEqual(
      expect.arrayContaining(['id', 'name', 'source', 'created', 'runRequests']),
    );
    expect(row.runRequests[0]).toMatchObject({ id: expect.any(Number), slxName: expect.any(String) });
  },
  async 'run-issues'() {
    const { issues } = await call('run_slx', RUNBOOK);
    const fields = ['issueId', 'severity', 'title', 'details', 'nextSteps', 'observedAt'];
    expect(Object.keys(issues[0]).toSorted()).toEqual(fields.toSorted());
  },
  async titles() {
    const { passed_titles, failed_titles, skipped_titles } = await call('run_slx', RUNBOOK);
    for (const list of [passed_titles, failed_titles, skipped_titles]) expect(list).toBeInstanceOf(Array);
  },
  async 'script-run'() {
    const run = await call('run_script_and_wait', { workspace_name, script: TASK });
    expect(run).toMatchObject({ outcome: 'healthy', outcome_reason: expect.any(String) });
    for (const field of ['artifact_urls', 'debug_log_snippet', 'issue_quality_message'])
      expect(run).not.toHaveProperty(field);
  },
  async 'issue-limit'() {
    const { limit } = toolNamed('get_workspace_issues').input.shape as Record<
      string,
      { parse(x: unknown): unknown }
    >;
    expect(limit!.parse(undefined)).toBe(100);
    const { results } = await call('get_workspace_issues', { workspace_name });
    const severities = results.map(({ severity }: { severity: number }) => severity);
    expect(severities).toEqual(severities.toSorted());
  },
  async 'search-registry'() {
    const [row] = (await call('search_registry', { search: 'kubernetes namespace' })).results;
    for (const field of ['name', 'auto_discoverable', 'resource_types'])
      expect(row).not.toHaveProperty(field);
  },
  async 'registry-bundle'() {
    const bench = await fastBench();
    const { results } = await bench.call(toolNamed('search_registry'), { search: 'curl http' });
    const { collection_slug, codebundle_slug, codecollection_slug, slug } = results[0];
    const bundle = await bench.call(toolNamed('get_registry_codebundle'), {
      collection_slug: collection_slug ?? codecollection_slug,
      codebundle_slug: codebundle_slug ?? slug,
    });
    expect(bundle).toMatchObject({ user_variables: expect.any(Array), deploy: expect.any(Object) });
  },
  async 'commit-answer'() {
    expect(await call('commit_slx', COMMIT)).toMatchObject({
      generic_repo_url: expect.stringContaining('http'),
      generic_repo_resolved_from: expect.any(String),
      codebundles: { runbook: { path: expect.any(String) } },
      slx_id: expect.any(Number),
    });
  },
  async 'other-answers'() {
    const gone = await call('delete_slx', RUNBOOK);
    expect(gone).not.toHaveProperty('response');
  },
  async secrets() {
    const secrets = await call('get_workspace_secrets', { workspace_name });
    for (const field of ['common_pitfalls', 'next_step_hint']) expect(secrets).not.toHaveProperty(field);
    expect(secrets.skill_reference).toContain('discover-secrets');
  },
  async locations() {
    const locations = await call('get_workspace_locations', { workspace_name });
    expect(locations).toHaveProperty('hint');
    for (const field of ['disambiguation_hint', 'next_step_hint'])
      expect(locations).not.toHaveProperty(field);
  },
  async runbook() {
    const runbook = await call('get_slx_runbook', RUNBOOK);
    expect(runbook).toMatchObject({
      script: expect.stringContaining('def main'),
      location: expect.any(String),
    });
    expect(JSON.stringify(runbook.configProvided)).not.toContain('GEN_CMD');
    for (const field of ['spec', 'status']) expect(runbook).not.toHaveProperty(field);
  },
  async 'resource-types'() {
    expect(await call('list_indexed_resource_types', { platform: 'azure', search: 'vm' })).toMatchObject({
      matching_count: expect.any(Number),
    });
  },
  async skills() {
    expect(await call('get_skill', { name: 'discover-secrets' })).not.toHaveProperty('path');
    expect(await call('list_skills')).not.toHaveProperty('usage_hint');
  },
  async 'validate-nothing'() {
    expect((await refusal('validate_script', {})).code).toBe('invalid_arguments');
  },
  async rendering() {
    const bundle = { bundle_name: 'a-bundle', alias: 'A', statement: 'B', script: TASK };
    expect(await call('render_codecollection_skill', bundle)).not.toHaveProperty('output_profile');
  },
  async 'render-workspace'() {
    const bundle = { bundle_name: 'a-bundle', alias: 'A', statement: 'B', script: TASK };
    const secret_vars = { kubeconfig: 'kubeconfig' };
    const { notes } = await call('render_codecollection_skill', { ...bundle, secret_vars });
    expect(notes.join()).toContain('kubeconfig');
    const { files } = await call('render_codecollection_skill', { ...bundle, secret_vars, workspace_name });
    expect(JSON.stringify(files)).toContain('k8s:file@secret/kubeconfig:kubeconfig');
  },
  async 'create-assistant'() {
    const error = await refusal('create_assistant', { workspace_name, short_name: 'eager-edgar' });
    expect(error.hint).toContain('update_assistant');
  },
  async 'unknown-names'() {
    const persona_name = 'no-such-assistant';
    expect((await refusal('get_workspace_chat_config', { workspace_name, persona_name })).code).toBe(
      'not_found',
    );
    const gone = await refusal('delete_slx', { workspace_name, slx_name: 'no-such-slx' });
    expect(gone.code).toBe('not_found');
  },
  async 'bundle-addresses'() {
    const bundle = {
      workspace_name,
      slx_name: 'a',
      alias: 'A',
      statement: 'B',
      location: 'checkout-prod-eu',
    };
    const given = {
      ...bundle,
      repo_url: 'https://github.com/runwhen-contrib/rw-cli-codecollection.git',
      codebundle_path: 'codebundles/k8s-namespace-healthcheck',
    };
    for (const wrong of [{ repo_url: 'not an address' }, { codebundle_path: '../outside' }])
      expect((await refusal('deploy_registry_codebundle', { ...given, ...wrong })).message).toContain(
        Object.values(wrong)[0],
      );
  },
  async interpreters() {
    const error = await refusal('validate_script', { script: TASK, interpreter: 'ruby' });
    expect(error.message).toMatch(/python.*bash/);
  },
  async 'impossible-values'() {
    const wrong: [tool: string, args: Record<string, unknown>, words: string][] = [
      ['commit_slx', { ...COMMIT, access: 'rw' }, 'access: "rw" is not one of'],
      ['commit_slx', { ...COMMIT, data: 'metrics' }, 'data: "metrics" is not one of'],
      ['commit_slx', { ...COMMIT, image_url: '/a.svg' }, 'image_url: "/a.svg" is not a URL'],
      ['commit_slx', { ...COMMIT, sli_interval_seconds: 0 }, 'sli_interval_seconds: 0 is less than 1'],
      ['commit_slx', { ...COMMIT, alias: ' ' }, 'alias: must not be blank'],
      ['list_chat_rules', { workspace_name, scope_type: 'team' }, 'scope_type: "team" is not one of'],
      ['list_knowledge_base_articles', { workspace_name, status: 'draft' }, 'status: "draft" is not one of'],
      ['search_registry', { platform: 'vmware' }, 'no platform "vmware"'],
    ];
    const bench = await fastBench();
    for (const [tool, args, words] of wrong)
      expect((await bench.refusal(toolNamed(tool), args)).message).toContain(words);
    await bench.call(toolNamed('commit_slx'), {
      ...COMMIT,
      access: 'Read Only',
      data: ' CONFIG ',
      dry_run: true,
    });
  },
  async 'repeated-keys'() {
    const bench = await fastBench();
    const commit = (env_vars: string) => ({ ...COMMIT, env_vars, dry_run: true });
    await bench.call(toolNamed('commit_slx'), commit("{'NAMESPACE': 'checkout'}"));
    const { message } = await bench.refusal(toolNamed('commit_slx'), commit('{"A": "1", "A": "2"}'));
    expect(message).toContain('A is given twice, with different values');
  },
  async 'broken-scripts'() {
    const error = await refusal('run_script', { workspace_name, script: 'def main(:\n' });
    expect(error.detail!.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', line: 1, column: expect.any(Number) }),
    );
  },
  async deletes() {
    const bench = await fastBench({ environment: { MCP_CONFIRM: 'deletes' } });
    const preview = await bench.call(toolNamed('delete_slx'), RUNBOOK);
    expect(preview.status).toBe('confirmation_required');
    const { confirm } = preview;
    expect(await bench.call(toolNamed('delete_slx'), { ...RUNBOOK, confirm })).toMatchObject({
      status: 'deleted',
    });
  },
  async waits() {
    expect(configured({})).toMatchObject({ maxPollDurationS: 300, waitWithoutProgressS: 45 });
  },
  async 'cron-interval'() {
    const { payloads } = await call('commit_slx', { ...COMMIT, cron_schedule: '0 6 * * *', dry_run: true });
    expect(payloads.sli.intervalSeconds).toBe(60);
  },
  async icon() {
    const icons = async (tags: object[]) =>
      (await call('commit_slx', { ...COMMIT, tags, dry_run: true })).payloads.slx.imageUrl;
    expect(await icons([])).toContain('prompt_suggestion');
    expect(await icons([{ name: 'platform', value: 'azure' }])).toContain('azure');
  },
  async 'core-kinds'() {
    for (const type of ['configmap', 'secret', 'gateway', 'gatewayclass', 'httproute', 'custom']) {
      const bundle = { bundle_name: 'a-bundle', alias: 'A', statement: 'B', script: TASK };
      const given = { ...bundle, platform: 'kubernetes', resource_types: [type] };
      expect((await refusal('render_codecollection_skill', given)).message).toContain(type);
    }
  },
  async trace() {
    expect(configured({}).toolTrace).toBe(false);
  },
  async 'wrong-number'() {
    const { pollIntervalS, warnings } = configured({ MCP_POLL_INTERVAL_S: 'abc' });
    expect([pollIntervalS, warnings]).toEqual([5, [expect.stringContaining('MCP_POLL_INTERVAL_S')]]);
    const service = { MCP_TRANSPORT: 'http', MCP_MAX_CALLS_PER_CALLER: 'many' };
    expect(() => configured(service)).toThrow('MCP_MAX_CALLS_PER_CALLER');
  },
  async 'wrong-truth'() {
    expect(() => configured({ RUNWHEN_AIRGAP: 'maybe' })).toThrow('RUNWHEN_AIRGAP');
    expect(OPTIONS.airgap.kind).not.toBe('number');
  },
};

describe('what docs/parity.md says of moving over', () => {
  test('has a check for each row, and no other', () => {
    const ids = MOVING_ROWS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...Object.keys(CHECKS), ...Object.keys(ELSEWHERE)].toSorted()).toEqual(ids.toSorted());
  });

  test.each(Object.entries(ELSEWHERE))('%s is tried by its test', (_, [file, words]) => {
    expect(readFileSync(file, 'utf8')).toContain(words);
  });

  test.each(MOVING_ROWS.filter(({ id }) => id in CHECKS))('$id: $here', async ({ id }) => {
    await CHECKS[id]!();
  });
});
