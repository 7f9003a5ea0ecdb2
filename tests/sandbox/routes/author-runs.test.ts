import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { requester, until } from '../requests.ts';

const RUNS = '/api/v3/workspaces/checkout-prod/author/run';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PASSES = 'def main():\n  return []\n';
const LOCATION = 'checkout-prod-eu';

let sandbox: Sandbox;
let late = 0;
const send = requester(() => sandbox);

beforeAll(async () => {
  sandbox = await startSandbox({ now: () => new Date(Date.now() + late) });
});
afterAll(() => sandbox.close());

function start(body: object) {
  return send('POST', RUNS, {
    body: { command: PASSES, interpreter: 'python', location: LOCATION, ...body },
  });
}

/** Runs a script to its end. */
async function finish(body: object) {
  const { runId } = (await start(body)).body;
  const ended = await until(
    () => send('GET', `${RUNS}/${runId}/status`),
    ({ body: { status } }) => status !== 'RUNNING',
  );
  const { artifacts } = (await send('GET', `${RUNS}/${runId}/output`)).body;
  const text = async (type: string) => {
    const { signedUrl } = artifacts.find((artifact: { type: string }) => artifact.type === type);
    return (await fetch(signedUrl)).text();
  };
  return { runId, status: ended.body.status, artifacts, text };
}

function jsonLines(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('starting an author run', () => {
  test('it answers 202 with a UUID and RUNNING', async () => {
    const { status, body } = await start({});
    expect(status).toBe(202);
    expect(body).toEqual({ runId: expect.stringMatching(UUID), status: 'RUNNING' });
  });

  test.each(['command', 'location'])('%s is required', async (key) => {
    const { status, body } = await start({ [key]: undefined });
    expect(status).toBe(422);
    expect(body.detail[0]).toMatchObject({ loc: ['body', key], type: 'missing' });
  });

  test('values of environment variables must be strings', async () => {
    const { status, body } = await start({ envVars: { COUNT: 5 } });
    expect(status).toBe(422);
    expect(body.detail[0].loc).toEqual(['body', 'envVars', 'COUNT']);
  });

  test('an unknown location is refused by name', async () => {
    const { status, body } = await start({ location: 'mars' });
    expect(status).toBe(400);
    expect(body.detail).toContain("'mars'");
  });

  test('the UUID of a runner is a location too', async () => {
    const { body } = await send('GET', '/api/v3/workspaces/checkout-prod/runners');
    expect((await start({ location: body[0].value })).status).toBe(202);
  });

  test('only an admin may start one', async () => {
    expect(
      (await send('POST', RUNS, { body: { command: PASSES, location: LOCATION }, as: 'readonly' })).status,
    ).toBe(403);
    const staging = await send('POST', RUNS.replace('checkout-prod', 'pay-core-7'), {
      body: { command: PASSES, location: 'pay-staging-aks' },
    });
    expect(staging.status).toBe(403);
  });

  test('without a token it is 401', async () => {
    expect((await send('POST', RUNS, { body: {}, as: null })).status).toBe(401);
  });

  test('a sandbox that executes nothing answers 503', async () => {
    const inert = await startSandbox({ executeScripts: false });
    const { status } = await requester(() => inert)('POST', RUNS, {
      body: { command: PASSES, location: LOCATION },
    });
    await inert.close();
    expect(status).toBe(503);
  });
});

describe('an author run', () => {
  test('it runs a Python task with its environment and its secrets, titled dev-test', async () => {
    const { status, text } = await finish({
      command:
        'import os\ndef main():\n  print(os.environ["NAMESPACE"], os.path.exists(os.environ["kubeconfig"]))\n' +
        '  return [{"issue title": "found", "issue severity": 2}]\n',
      envVars: { NAMESPACE: 'shop' },
      secretVars: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    });
    expect(status).toBe('SUCCEEDED');
    expect(jsonLines(await text('log'))[0]).toMatchObject({
      obj: 'Command stdout: shop True\n',
      taskName: 'dev-test',
    });
    expect(jsonLines(await text('issues'))[0]).toMatchObject({ title: 'found', severity: 2 });
  });

  test('the interpreter left out is bash', async () => {
    const { text } = await finish({
      command: 'main() { echo "$BASH_VERSION" | cut -c1; }',
      interpreter: undefined,
    });
    expect(await text('log')).toMatch(/Command stdout: \d/);
  });

  test('runType sli reports the metric', async () => {
    const { status, text } = await finish({ command: 'def main(): return 0.75', runType: 'sli' });
    expect(status).toBe('SUCCEEDED');
    expect(await text('log')).toContain('Reported Metric: 0.75');
  });

  test('runType runbook is a task', async () => {
    expect((await finish({ runType: 'runbook' })).status).toBe('SUCCEEDED');
  });

  test('run_type is the other spelling of runType', async () => {
    const { status, text } = await finish({ command: 'def main(): return 0.75', run_type: 'sli' });
    expect(status).toBe('SUCCEEDED');
    expect(await text('log')).toContain('Reported Metric');
  });

  test('other unknown keys are dropped in silence', async () => {
    expect((await finish({ runTyp: 'sli' })).status).toBe('SUCCEEDED');
  });

  test('a script that crashes is SUCCEEDED, with the exception on stderr', async () => {
    const { status, text } = await finish({ command: 'def main():\n  raise KeyError("gone")' });
    expect(status).toBe('SUCCEEDED');
    expect(await text('log')).toContain("KeyError: 'gone'");
    expect(await text('issues')).toBe('{}\n');
  });

  test('a setup failure is FAILED, with the reason in the debug log only', async () => {
    const { status, text } = await finish({ secretVars: { TOKEN: 'nowhere' } });
    expect(status).toBe('FAILED');
    expect(await text('log')).toBe('{}\n');
    expect(await text('debug')).toContain('Parent suite setup failed');
  });
});

describe('reading an author run', () => {
  test('while it runs, the artifacts are listed without URLs', async () => {
    const { runId } = (await start({ command: 'sleep 30\nmain() { :; }', interpreter: 'bash' })).body;
    const { body } = await send('GET', `${RUNS}/${runId}/output`);
    expect(body).toMatchObject({ runId, status: 'RUNNING' });
    expect(body.artifacts.map(({ signedUrl }: { signedUrl: unknown }) => signedUrl)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('afterwards there are three artifacts with signed URLs', async () => {
    const { artifacts } = await finish({});
    expect(artifacts).toEqual([
      expect.objectContaining({ type: 'log', filename: 'report.jsonl' }),
      expect.objectContaining({ type: 'issues', filename: 'issues.jsonl' }),
      expect.objectContaining({ type: 'debug', filename: 'log.html', contentType: 'text/html' }),
    ]);
    for (const { signedUrl, expiresAt } of artifacts) {
      expect(new URL(signedUrl).origin).toBe(sandbox.url);
      expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
    }
  });

  test('only its owner may read it', async () => {
    const { runId } = (await start({})).body;
    for (const what of ['status', 'output']) {
      expect((await send('GET', `${RUNS}/${runId}/${what}`, { as: 'readonly' })).status).toBe(403);
    }
  });

  test('an unknown run is 404', async () => {
    expect((await send('GET', `${RUNS}/00000000-0000-4000-8000-000000000000/status`)).status).toBe(404);
  });

  test('a run belongs to its workspace', async () => {
    const { runId } = (await start({})).body;
    const elsewhere = `${RUNS.replace('checkout-prod', 'pay-core-7')}/${runId}/status`;
    expect((await send('GET', elsewhere)).status).toBe(404);
  });
});

test('closing the sandbox ends its runs and leaves no directory behind', async () => {
  const closing = await startSandbox();
  const ask = requester(() => closing);
  const place = join(mkdtempSync(join(tmpdir(), 'author-run-test-')), 'place');
  const command = `pwd > '${place}'\nsleep 60\nmain() { :; }`;
  await ask('POST', RUNS, { body: { command, location: LOCATION } });
  const directory = await until(
    async () => (existsSync(place) ? readFileSync(place, 'utf8').trim() : ''),
    (text) => text !== '',
  );
  expect(existsSync(directory)).toBe(true);
  await closing.close();
  expect(existsSync(directory)).toBe(false);
  rmSync(dirname(place), { recursive: true });
});

describe('a signed URL', () => {
  test('it is refused in XML with a wrong signature, or none', async () => {
    const url = new URL((await finish({})).artifacts[0].signedUrl);
    for (const signature of ['wrong', '']) {
      url.searchParams.set('X-Signature', signature);
      const response = await fetch(url);
      expect(response.status).toBe(403);
      expect(response.headers.get('content-type')).toBe('application/xml');
      expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    }
  });

  test('its signature does not open another file', async () => {
    const { artifacts } = await finish({});
    const [log, issues] = artifacts.map(({ signedUrl }: { signedUrl: string }) => new URL(signedUrl));
    issues.search = log.search;
    expect((await fetch(issues)).status).toBe(403);
  });

  test('it expires', async () => {
    const { signedUrl } = (await finish({})).artifacts[0];
    late = 3_601_000;
    const response = await fetch(signedUrl);
    late = 0;
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>ExpiredToken</Code>');
  });

  test('two outputs of one run have different signatures', async () => {
    const { runId, artifacts } = await finish({});
    const again = (await send('GET', `${RUNS}/${runId}/output`)).body.artifacts;
    const [first, second] = [artifacts[0], again[0]].map(({ signedUrl }) => new URL(signedUrl).search);
    expect(first).not.toBe(second);
  });
});
