import { describe, expect, it } from 'vitest';
import { resolveCodeBundle } from '../../src/slx/code-bundle.ts';
import { cronSliPayload, sliPayload, slxPayload, taskPayload } from '../../src/slx/payloads.ts';
import { schemaCheck } from './schema-check.ts';

const unset = { repoUrl: undefined, ref: undefined };
const sources = {
  explicit: {},
  own: { ...unset, path: undefined },
  shared: unset,
  collections: undefined,
};
const bundle = resolveCodeBundle({ ...sources, kind: 'runbook' });
const binding = {
  script: 'echo "ü" >&3\n',
  interpreter: 'bash' as const,
  envVars: { NAMESPACE: 'prod', LIMIT: '3' },
  secretVars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
  bundle,
  runner: 'runner-uuid',
};
const config = (payload: { configProvided?: { name: string; value: string }[] }) =>
  Object.fromEntries(payload.configProvided?.map(({ name, value }) => [name, value]) ?? []);

const slx = slxPayload({
  fullName: 'ws--pod-health',
  alias: 'Pod health',
  statement: 'Pods are ready.',
  owners: ['a@example.com'],
  imageUrl: 'https://example.com/icon.svg',
  tags: [{ name: 'access', value: 'read-only' }],
  context: { resourcePath: 'custom/k8s' },
});
const task = taskPayload(7, 'ws--pod-health', { ...binding, title: 'Check pods', runtimeVars: [] });
const sli = sliPayload(7, { ...binding, intervalSeconds: 600 });
const cron = cronSliPayload(7, {
  schedule: '0 * * * *',
  dryRun: false,
  intervalSeconds: 60,
  bundle: resolveCodeBundle({ ...sources, kind: 'cron' }),
  runner: 'runner-uuid',
});

describe('§15 payloads', () => {
  it.each([
    ['SlxSyncRequestV4', slx],
    ['RunbookSyncRequestV4', task],
    ['SliSyncRequestV4', sli],
    ['SliSyncRequestV4', cron],
  ])('fit %s of the published API', (schema, payload) => {
    expect(schemaCheck(schema)({ payload })).toEqual([]);
  });

  it('of an SLX hold what is given, and empty what may have been there before', () => {
    expect(slx).toMatchObject({ name: 'ws--pod-health', additionalContext: { resourcePath: 'custom/k8s' } });
    const bare = slxPayload({
      fullName: 'n',
      alias: '',
      statement: '',
      owners: [],
      imageUrl: '',
      tags: [],
      context: undefined,
    });
    expect(bare.additionalContext).toEqual({});
    expect(Object.keys(bare)).not.toContain('description');
  });

  it('of a task hold title, script, interpreter and variables', () => {
    expect(config(task)).toEqual({
      TASK_TITLE: 'Check pods',
      GEN_CMD: Buffer.from(binding.script).toString('base64'),
      INTERPRETER: 'bash',
      CONFIG_ENV_MAP: '{"NAMESPACE":"prod","LIMIT":"3"}',
      SECRET_ENV_MAP: '["kubeconfig"]',
      NAMESPACE: 'prod',
      LIMIT: '3',
    });
    expect(task.secretsProvided).toEqual([
      { name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kubeconfig:kubeconfig' },
    ]);
  });

  it('empty secrets and runtime variables where there are none', () => {
    const bare = taskPayload(7, 'n', { ...binding, secretVars: {}, title: '', runtimeVars: [] });
    expect(bare).toMatchObject({ secretsProvided: [], runtimeVarsProvided: [], requirements: {} });
  });

  it('keep runtime variables out of the config', () => {
    const variable = {
      name: 'WINDOW',
      description: 'd',
      default: '5',
      validation: { type: 'regex' as const, pattern: '.' },
    };
    const payload = taskPayload(7, 'n', { ...binding, title: '', runtimeVars: [variable] });
    expect(payload.runtimeVarsProvided).toEqual([variable]);
    expect(config(payload)).not.toHaveProperty('WINDOW');
  });

  it('never let a variable replace what the bundle needs', () => {
    const payload = taskPayload(7, 'n', {
      ...binding,
      envVars: { INTERPRETER: 'x', TASK_TITLE: 'y' },
      title: 't',
      runtimeVars: [],
    });
    expect(payload.configProvided?.filter(({ name }) => name === 'INTERPRETER')).toEqual([
      { name: 'INTERPRETER', value: 'bash' },
    ]);
    expect(config(payload).TASK_TITLE).toBe('t');
  });

  it('of an SLI hold interval, units and the persona that reacts', () => {
    expect(sli).toMatchObject({
      intervalSeconds: 600,
      intervalStrategy: 'intermezzo',
      displayUnitsLong: 'OK',
      alertConfig: { tasks: { persona: 'eager-edgar' } },
    });
    expect(config(sli)).not.toHaveProperty('TASK_TITLE');
    expect(config(sli)).toMatchObject({ INTERPRETER: 'bash', NAMESPACE: 'prod' });
  });

  it('of a schedule hold schedule and dry run, and a target only where it is given', () => {
    expect(config(cron)).toEqual({ CRON_SCHEDULE: '0 * * * *', DRY_RUN: 'false' });
    const target = cronSliPayload(7, {
      schedule: '* * * * *',
      dryRun: true,
      targetSlx: 'other',
      intervalSeconds: 60,
      bundle,
      runner: 'r',
    });
    expect(config(target)).toEqual({ CRON_SCHEDULE: '* * * * *', DRY_RUN: 'true', TARGET_SLX: 'other' });
  });
});
