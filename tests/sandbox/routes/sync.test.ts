import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester, until } from '../requests.ts';

const V3 = '/api/v3/workspaces/checkout-prod';
const V4 = '/api/v4/workspaces/checkout-prod';

let sandbox: Sandbox;
const send = requester(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

function sync(kind: 'slxs' | 'runbooks' | 'slis', payload: object, as: 'admin' | 'readonly' = 'admin') {
  return send('POST', `${V4}/${kind}/sync-typed`, { body: { payload }, as });
}

async function newSlx(name: string): Promise<number> {
  return (await sync('slxs', { name, alias: 'Queue depth', statement: 'The queue is short.' })).body
    .resource_id;
}

/** The configuration of a Tool Builder script. */
function config(script: string, interpreter = 'python') {
  return [
    { name: 'TASK_TITLE', value: 'Check the queue' },
    { name: 'GEN_CMD', value: Buffer.from(script).toString('base64') },
    { name: 'INTERPRETER', value: interpreter },
    { name: 'CONFIG_ENV_MAP', value: '{"LIMIT": "5"}' },
    { name: 'SECRET_ENV_MAP', value: '[]' },
  ];
}

const slx = (name: string) => send('GET', `${V4}/slxs/${name}`);

describe('SLX sync', () => {
  test('it creates, answers in the shape of v1, and the SLX is listed', async () => {
    const { status, body } = await sync('slxs', {
      name: 'queue-depth',
      alias: 'Queue depth',
      statement: 'The queue is short.',
      tags: [{ name: 'access', value: 'read-only' }],
      additionalContext: { resourcePath: 'custom/queue' },
      imageUrl: 'https://icons.example/q.svg',
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'created',
      name: 'checkout-prod--queue-depth',
      resource_id: expect.any(Number),
    });
    expect((await slx('queue-depth')).body).toMatchObject({
      id: body.resource_id,
      name: 'checkout-prod--queue-depth',
      alias: 'Queue depth',
      additionalContext: { resourcePath: 'custom/queue' },
      imageUrl: 'https://icons.example/q.svg',
      runbook: null,
      sli: null,
    });
  });

  test('a second sync replaces all fields and keeps id and parts', async () => {
    const id = await newSlx('replaced');
    await sync('runbooks', { slxId: id });
    const { body } = await sync('slxs', { name: 'replaced', alias: 'New' });
    expect(body).toMatchObject({ status: 'updated', resource_id: id });
    const now = (await slx('replaced')).body;
    expect(now).toMatchObject({ alias: 'New', statement: '', tags: [] });
    expect(now.runbook).not.toBeNull();
  });

  test("the full name is the short one with the workspace's prefix", async () => {
    const short = (await sync('slxs', { name: 'named' })).body;
    const full = (await sync('slxs', { name: 'checkout-prod--named' })).body;
    expect(full).toMatchObject({ status: 'updated', resource_id: short.resource_id });
  });

  test.each(['Upper', 'a_b', '', 'other--queue', 'a--b', '-a', 'a'.repeat(64), '../x'])(
    'the name %j is a 422',
    async (name) => {
      const { status, body } = await sync('slxs', { name });
      expect(status).toBe(422);
      expect(body.detail[0].loc).toEqual(['body', 'payload', 'name']);
    },
  );

  test('snake_case keys are taken too', async () => {
    await sync('slxs', {
      name: 'snake',
      as_measured_by: 'depth',
      additional_context: { hierarchy: ['platform'] },
    });
    expect((await slx('snake')).body).toMatchObject({
      asMeasuredBy: 'depth',
      additionalContext: { hierarchy: ['platform'] },
    });
  });

  test.each(['modifiedBy', 'modified_by', 'yaml', 'imageURL', 'Name'])(
    'the unknown key %s is a 422 that names it',
    async (key) => {
      const { status, body } = await sync('slxs', { name: 'refused', [key]: 'x' });
      expect(status).toBe(422);
      expect(body.detail).toEqual([
        expect.objectContaining({ loc: ['body', 'payload', key], type: 'extra_forbidden' }),
      ]);
    },
  );

  test('an unknown key beside the payload is a 422, lastSyncedAt in either spelling is not', async () => {
    const body = { payload: { name: 'dated' } };
    const answers = [
      { ...body, modified_by: 'me' },
      { ...body, lastSyncedAt: '2026-01-01T00:00:00Z' },
      { ...body, last_synced_at: null },
    ].map((whole) => send('POST', `${V4}/slxs/sync-typed`, { body: whole }));
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([422, 200, 200]);
  });

  test('a metric type outside the enum is a 422', async () => {
    expect((await sync('slxs', { name: 'typed', metricType: 'summary' })).status).toBe(422);
  });

  test('readers may not write', async () => {
    expect((await sync('slxs', { name: 'mine' }, 'readonly')).status).toBe(403);
  });
});

describe('runbook sync', () => {
  test('the committed runbook can be run, and its issue is found', async () => {
    const id = await newSlx('committed');
    const script =
      'import os\ndef main():\n  return [{"issue title": "Queue over " + os.environ["LIMIT"], "issue severity": 3}]';
    const { body } = await sync('runbooks', {
      slxId: id,
      codeBundleRepoUrl: 'https://github.com/runwhen-contrib/rw-generic-codecollection',
      codeBundlePath: 'codebundles/tool-builder/runbook.robot',
      configProvided: config(script),
    });
    expect(body).toMatchObject({ status: 'created', name: 'checkout-prod--committed' });

    const session = await send('POST', `${V3}/runsessions`, {
      body: { source: 'direct', runRequests: [{ slxName: 'checkout-prod--committed', taskTitles: ['*'] }] },
    });
    const { body: done } = await until(
      () => send('GET', `${V3}/runsessions/${session.body.id}`),
      (answer) => Boolean(answer.body.runRequests[0].responseTime),
    );
    expect(done.runRequests[0].passedTitles).toBe('$' + '{TASK_TITLE}');
    const issues = await send('GET', `${V3}/issues?limit=250&search=Queue`);
    expect(JSON.stringify(issues.body)).toContain('Queue over 5');
  });

  test('the runbook is embedded in the SLX and read below it', async () => {
    const id = await newSlx('embedded');
    await sync('runbooks', {
      slxId: id,
      name: 'checkout-prod--embedded',
      configProvided: { TASK_TITLE: 'As a map' },
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kubeconfig:kubeconfig' }],
      runtimeVarsProvided: [
        { name: 'QUERY', default: '', description: 'd', validation: { type: 'regex', pattern: '.*' } },
      ],
    });
    const { body } = await send('GET', `${V4}/slxs/embedded/runbook`);
    expect(body).toMatchObject({
      slxId: id,
      configProvided: [{ name: 'TASK_TITLE', value: 'As a map' }],
      secretsProvided: [{ name: 'kubeconfig', workspaceKey: 'k8s:file@secret/kubeconfig:kubeconfig' }],
      runtimeVarsProvided: [
        { name: 'QUERY', default: '', description: 'd', validation: { type: 'regex', pattern: '.*' } },
      ],
    });
    expect((await slx('embedded')).body.runbook.id).toBe(body.id);
  });

  test('snake_case keys are taken too', async () => {
    const id = await newSlx('snake-runbook');
    const { status } = await sync('runbooks', {
      slx_id: id,
      code_bundle_ref: 'main',
      secrets_provided: [{ name: 'T', workspace_key: 'token' }],
    });
    expect(status).toBe(200);
    expect((await slx('snake-runbook')).body.runbook).toMatchObject({
      codeBundleRef: 'main',
      secretsProvided: [{ name: 'T', workspaceKey: 'token' }],
    });
  });

  test('an SLX id that does not exist is 404', async () => {
    const { status, body } = await sync('runbooks', { slxId: 1 });
    expect(status).toBe(404);
    expect(body.detail).toContain('1');
  });

  test.each([undefined, 'seven', 1.5])('the SLX id %j is a 422', async (slxId) => {
    expect((await sync('runbooks', { slxId })).status).toBe(422);
  });

  test.each(['codeBundle', 'tasks', 'intervalSeconds', 'location'])(
    'the unknown key %s is a 422',
    async (key) => {
      const { status, body } = await sync('runbooks', { slxId: 1, [key]: 'x' });
      expect(status).toBe(422);
      expect(body.detail[0].loc).toEqual(['body', 'payload', key]);
    },
  );
});

describe('SLI sync', () => {
  const sli = { codeBundlePath: 'codebundles/tool-builder/sli.robot', intervalSeconds: 600 };

  test('a committed SLI runs shortly afterwards, and its value is read back', async () => {
    const id = await newSlx('measured');
    const { body } = await sync('slis', {
      slxId: id,
      ...sli,
      configProvided: config('def main(): return 0.75'),
    });
    expect(body).toMatchObject({ status: 'created', name: 'checkout-prod--measured', resource_id: id });
    const metrics = await until(
      () => send('GET', `${V3}/slxs/measured/metrics?types=sli`),
      (answer) => answer.body.sli.recent !== null,
    );
    expect(metrics.body).toMatchObject({ alias: 'Queue depth', slo: null, sli: { recent: { value: 0.75 } } });
    expect((await slx('measured')).body.sli).toMatchObject({
      intervalSeconds: 600,
      lastRunCode: 'successful',
      recent: { value: 0.75 },
    });
  });

  test('an SLI whose setup fails has no value and says why', async () => {
    const id = await newSlx('unmeasured');
    await sync('slis', { slxId: id, ...sli });
    const { body } = await until(
      () => slx('unmeasured'),
      (answer) => answer.body.sli.lastRunCode !== null,
    );
    expect(body.sli).toMatchObject({ recent: null, lastRunCode: 'failed' });
    expect(body.sli.lastRunMessage).toContain('GEN_CMD is not set');
  });

  test('a schedule that is due starts a run session of its SLX', async () => {
    const id = await newSlx('scheduled');
    await sync('runbooks', {
      slxId: id,
      codeBundlePath: 'codebundles/tool-builder/runbook.robot',
      configProvided: config('def main(): return []'),
    });
    await sync('slis', {
      slxId: id,
      codeBundlePath: 'codebundles/cron-scheduler-sli/sli.robot',
      intervalSeconds: 60,
      configProvided: [
        { name: 'CRON_SCHEDULE', value: '* * * * *' },
        { name: 'DRY_RUN', value: 'false' },
      ],
    });
    const { body } = await until(
      () => send('GET', `${V3}/runsessions?runrequest__runbook__name=checkout-prod--scheduled`),
      (answer) => answer.body.count > 0,
    );
    expect(body.results[0].name).toMatch(/^cron-scheduled/);
    await until(
      () => slx('scheduled'),
      (answer) => answer.body.sli.recent?.value === 1,
    );
  });

  test('an SLI can be run on demand, and its new value is read back', async () => {
    const id = await newSlx('on-demand');
    const script = 'import random\ndef main(): return random.random()';
    await sync('slis', { slxId: id, ...sli, configProvided: config(script) });
    await until(
      () => slx('on-demand'),
      (answer) => answer.body.sli.recent !== null,
    );
    const run = await send('POST', '/sandbox/workspaces/checkout-prod/slxs/on-demand/sli/run');
    expect(run.body).toEqual({ value: expect.any(Number), at: expect.any(String), errors: [] });
    expect((await slx('on-demand')).body.sli.recent.value).toBe(run.body.value);
  });

  test('an SLX without SLI cannot be run on demand, and readers cannot run any', async () => {
    const path = '/sandbox/workspaces/checkout-prod/slxs/debugslx/sli/run';
    expect((await send('POST', path)).status).toBe(404);
    expect((await send('POST', path, { as: 'readonly' })).status).toBe(403);
  });

  test('defaults are intermezzo every 300 seconds', async () => {
    await sync('slis', { slxId: await newSlx('defaults') });
    expect((await slx('defaults')).body.sli).toMatchObject({
      intervalStrategy: 'intermezzo',
      intervalSeconds: 300,
    });
  });

  test.each(['name', 'requirements', 'runtimeVarsProvided', 'lookbackWindow', 'locations'])(
    'the key %s, which runbooks may have, is a 422',
    async (key) => {
      const { status, body } = await sync('slis', { slxId: 1, [key]: [] });
      expect(status).toBe(422);
      expect(body.detail[0].loc).toEqual(['body', 'payload', key]);
    },
  );

  test('a sandbox that executes nothing keeps the SLI without running it', async () => {
    const inert = await startSandbox({ executeScripts: false });
    const ask = requester(() => inert);
    const { body } = await ask('POST', `${V4}/slxs/sync-typed`, { body: { payload: { name: 'still' } } });
    const payload = { slxId: body.resource_id, ...sli };
    const { status } = await ask('POST', `${V4}/slis/sync-typed`, { body: { payload } });
    const read = await ask('GET', `${V4}/slxs/still/sli`);
    await inert.close();
    expect(status).toBe(200);
    expect(read.body).toMatchObject({ lastRunCode: null, recent: null });
  });
});

describe('deleting', () => {
  test.each(['runbook', 'sli'] as const)('the %s goes, the SLX stays', async (part) => {
    const name = `without-${part}`;
    const id = await newSlx(name);
    const { body: synced } = await sync(part === 'sli' ? 'slis' : 'runbooks', { slxId: id });
    const gone = await send('DELETE', `${V4}/slxs/${name}/${part}`);
    expect(gone).toMatchObject({
      status: 200,
      body: { status: 'deleted', name: `checkout-prod--${name}`, resource_id: synced.resource_id },
    });
    expect((await send('GET', `${V4}/slxs/${name}/${part}`)).status).toBe(404);
    expect((await slx(name)).body[part]).toBeNull();
  });

  test.each(['runbook', 'sli'])('a %s that is not there answers not_found', async (part) => {
    await newSlx('bare');
    for (const name of ['bare', 'no-such-slx']) {
      const { status, body } = await send('DELETE', `${V4}/slxs/${name}/${part}`);
      expect(status).toBe(200);
      expect(body).toEqual({ status: 'not_found', name: `checkout-prod--${name}`, resource_id: null });
    }
  });

  test('an SLX goes with its parts, and leaves every list', async () => {
    const id = await newSlx('leaving');
    await sync('runbooks', { slxId: id });
    expect((await send('DELETE', `${V4}/slxs/leaving`)).body).toMatchObject({
      status: 'deleted',
      resource_id: id,
    });
    expect((await slx('leaving')).status).toBe(404);
    expect((await send('GET', `${V4}/slxs/leaving/runbook`)).status).toBe(404);
    for (const version of [V3, V4]) {
      const { body } = await send('GET', `${version}/slxs?limit=250`);
      expect(body.results.map(({ shortName }: { shortName: string }) => shortName)).not.toContain('leaving');
    }
  });

  test('readers may not delete', async () => {
    await newSlx('kept');
    for (const path of ['kept', 'kept/runbook', 'kept/sli']) {
      expect((await send('DELETE', `${V4}/slxs/${path}`, { as: 'readonly' })).status).toBe(403);
    }
  });
});

describe('SLX metrics', () => {
  const metrics = (query: string) => send('GET', `${V3}/slxs/debugslx/metrics?${query}`);

  test('types is required', async () => {
    expect((await metrics('')).status).toBe(422);
  });

  test.each(['types=sli&window=1d', 'types=slo&history=1d', 'types=sli,slo&resolution=1h', 'types=cpu'])(
    '%s is a 400',
    async (query) => {
      expect((await metrics(query)).status).toBe(400);
    },
  );

  test('an SLX without SLI has no metrics', async () => {
    expect((await metrics('types=sli,slo')).body).toMatchObject({ sli: null, slo: null });
  });

  test('history holds the value at each step, from where it fell', async () => {
    const path = `${V3}/slxs/checkout-api-pods/metrics?types=sli&history=4h&resolution=10m`;
    const { body } = await send('GET', path);
    const values = body.sli.history.map(({ value }: { value: number }) => value);
    expect(values).toHaveLength(25);
    expect(values).toEqual(values.toSorted((one: number, other: number) => other - one));
    expect(new Set(values)).toEqual(new Set([1, 0.3333]));
    expect((await send('GET', path.replace('10m', 'soon'))).status).toBe(400);
  });

  test('history of an SLI that did not run is empty', async () => {
    const id = await newSlx('history');
    await sync('slis', { slxId: id });
    const { body } = await send('GET', `${V3}/slxs/history/metrics?types=sli&history=1d`);
    expect(body.sli).toEqual({ recent: null, history: [] });
  });
});
