import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/sandbox/http/faults.ts';
import { workspaceChat } from '../../src/tools/chat/workspace-chat.ts';
import { getWorkspaceIssues } from '../../src/tools/issues/get-workspace-issues.ts';
import { searchRegistry } from '../../src/tools/registry/search-registry.ts';
import { runSlx } from '../../src/tools/runs/run-slx.ts';
import { commitSlx } from '../../src/tools/slxs/commit-slx.ts';
import { listWorkspaces } from '../../src/tools/workspaces/list-workspaces.ts';
import { answering, closedPort } from '../platform/http-server.ts';
import { type BenchOptions, type ToolErrorJson, toolBench } from './tool-caller.ts';

const workspace_name = 'checkout-prod';
const ISSUES = '/api/v3/workspaces/checkout-prod/issues';
const SYNC = '/api/v4/workspaces/checkout-prod/slxs/sync-typed';
const RUNS = '/api/v3/workspaces/checkout-prod/runsessions';
const COMMIT = {
  workspace_name,
  slx_name: 'shop-home',
  alias: 'Shop front page',
  statement: 'The front page should answer.',
  script: 'main() {\n  printf "[]" >&3\n}\n',
};

/** A call's error, which must say what went wrong and what to do, and must not hold any token. */
async function failure(
  call: Parameters<Awaited<ReturnType<typeof toolBench>>['refusal']>,
  { fault, ...options }: BenchOptions & { fault?: Fault } = {},
): Promise<ToolErrorJson> {
  const { sandbox, refusal } = await toolBench(options);
  if (fault) sandbox.faults.add(fault);
  const error = await refusal(...call);
  expect(error).toMatchObject({
    code: expect.stringMatching(/^[a-z_]+$/),
    message: expect.stringMatching(/\w/),
    hint: expect.stringMatching(/\w/),
  });
  const shown = JSON.stringify(error);
  for (const token of [...Object.values(sandbox.tokens), ...(options.token ? [options.token] : [])]) {
    expect(shown).not.toContain(token);
  }
  return error;
}

const readingIssues = (fault: Omit<Fault, 'path'>) =>
  failure([getWorkspaceIssues, { workspace_name }], { fault: { path: ISSUES, ...fault } });

describe('a caller', () => {
  test('without a token is told what to set, and nothing is asked', async () => {
    const bench = await toolBench({ token: '' });
    const error = await bench.refusal(listWorkspaces, {});
    expect(error).toMatchObject({ code: 'not_configured', retryable: false });
    expect(error.hint).toMatch(/RUNWHEN_TOKEN.*--sandbox/s);
    expect(bench.sandbox.requests).toEqual([]);
  });

  test('with a wrong token is told so, without the token', async () => {
    const error = await failure([listWorkspaces, {}], { token: 'rw-wrong-token-0123456789' });
    expect(error).toMatchObject({ code: 'unauthorized', status: 401, retryable: false });
    expect(error.hint).toContain('RUNWHEN_TOKEN');
  });

  test('with a token that no header can carry is told so, without the token', async () => {
    const error = await failure([listWorkspaces, {}], { token: 'tok\nen-with-a-line-break' });
    expect(error.code).toBe('not_configured');
  });

  test('whose role does not suffice is told what role is missing', async () => {
    const error = await failure([commitSlx, COMMIT], { as: 'readonly' });
    expect(error).toMatchObject({ code: 'forbidden', retryable: false });
    expect(error.message).toContain('readwrite in checkout-prod, where yours is readonly');
    expect(error.hint).toContain('role');
  });

  test('who names a workspace of others gets the names of the own ones', async () => {
    const error = await failure([getWorkspaceIssues, { workspace_name: 'identity-core' }]);
    expect(error.code).toBe('invalid_arguments');
    expect(error.detail?.workspaces).toContainEqual({
      name: 'checkout-prod',
      displayName: 'Checkout (production)',
    });
    expect(JSON.stringify(error.detail)).not.toContain('identity-core');
  });

  test('who names an unknown workspace gets the names that there are', async () => {
    const error = await failure([getWorkspaceIssues, { workspace_name: 'chekout-prod' }]);
    expect(error.message).toContain('chekout-prod');
    expect(error.detail?.workspaces).toHaveLength(3);
  });
});

describe('a platform that answers', () => {
  test('404 is quoted, with a hint that access may be missing', async () => {
    const error = await readingIssues({ status: 404, body: { detail: 'No Workspace matches.' } });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
    expect(error.message).toContain('No Workspace matches.');
    expect(error.hint).toContain('list_workspaces');
  });

  test('422 has its fields in the detail', async () => {
    const error = await failure([commitSlx, COMMIT], {
      fault: {
        path: SYNC,
        status: 422,
        body: {
          detail: [
            { loc: ['body', 'payload', 'alias'], msg: 'String should have at most 3 characters', type: 'x' },
            { loc: ['body', 'payload', 'owners', 0], msg: 'value is not an email', type: 'y' },
          ],
        },
      },
    });
    expect(error).toMatchObject({ code: 'invalid_request', status: 422, retryable: false });
    const fields = JSON.stringify(error.detail?.fields);
    expect(fields).toContain('String should have at most 3 characters');
    expect(fields).toContain('owners');
  });

  test('422 for unknown keys names them', async () => {
    const body = { detail: { message: 'Unknown keys', unknown_keys: ['asMeasured'] } };
    const error = await failure([commitSlx, COMMIT], { fault: { path: SYNC, status: 422, body } });
    expect(error.detail).toMatchObject({ unknown_keys: ['asMeasured'] });
  });

  test('429 says how long to wait', async () => {
    const error = await readingIssues({ status: 429, headers: { 'retry-after': '120' } });
    expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryable: true });
    expect(error.detail).toMatchObject({ retry_after_s: 120 });
  });

  test('429 once is asked again after the time it names', async () => {
    const { sandbox, call } = await toolBench();
    sandbox.faults.add({ path: ISSUES, times: 1, status: 429, headers: { 'retry-after': '0' } });
    expect((await call(getWorkspaceIssues, { workspace_name })).results).not.toEqual([]);
  });

  test('500 is passed on as trouble of the platform', async () => {
    const error = await readingIssues({ status: 500, body: { detail: 'Traceback: boom' } });
    expect(error).toMatchObject({ code: 'unavailable', status: 500, retryable: true });
    expect(error.hint).toContain('statuspage');
  });

  test('503 to a run that was to start is not repeated, and the caller is told to look first', async () => {
    const { sandbox, refusal } = await toolBench();
    sandbox.faults.add({ path: RUNS, method: 'POST', status: 503 });
    const error = await refusal(runSlx, { workspace_name, slx_name: 'checkout-api-pods' });
    expect(error).toMatchObject({ code: 'unavailable', status: 503 });
    expect(error.hint).toContain('look for its effect');
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('HTML in place of JSON is named as such', async () => {
    const error = await readingIssues({ html: true });
    expect(error).toMatchObject({ code: 'unexpected_reply' });
    expect(error.message).toContain('HTML');
    expect(error.hint).toContain('RW_API_URL');
  });

  test('JSON that is cut short is named as such', async () => {
    const error = await readingIssues({ malformed: true });
    expect(error.code).toBe('unexpected_reply');
  });

  test('JSON of another shape is named with what is missing', async () => {
    const error = await readingIssues({ status: 200, body: { results: [{ title: 'no id' }], count: 1 } });
    expect(error.code).toBe('unexpected_reply');
    expect(JSON.stringify(error)).toContain('id');
  });

  test('a redirect to another host is not followed, so that the token goes nowhere else', async () => {
    const elsewhere = await answering(200, { results: [], count: 0 });
    const error = await readingIssues({ redirect: `${elsewhere.url}/login?next=issues` });
    expect(error).toMatchObject({ code: 'unexpected_reply', status: 307 });
    expect(error.message).toContain(new URL(elsewhere.url).host);
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a connection', () => {
  test('that is refused names the address and the setting', async () => {
    const apiUrl = `http://127.0.0.1:${await closedPort()}`;
    const error = await failure([listWorkspaces, {}], { apiUrl });
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(error.message).toContain(new URL(apiUrl).host);
    expect(error.hint).toContain('RW_API_URL');
  });

  test.each(['before-reply', 'mid-body'] as const)('that is cut %s is named as such', async (cut) => {
    const error = await readingIssues({ cut });
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(error.message).toContain('closed the connection');
  });

  test('that is cut while something is written says that it may have happened', async () => {
    const error = await failure([runSlx, { workspace_name, slx_name: 'checkout-api-pods' }], {
      fault: { path: RUNS, method: 'POST', cut: 'mid-body' },
    });
    expect(error.code).toBe('unavailable');
    expect(error.hint).toContain('may have carried out');
  });
});

describe('silence', () => {
  test('of the registry ends with its time limit', async () => {
    const { sandbox, call } = await toolBench({ environment: { RUNWHEN_REGISTRY_TIMEOUT_S: '1' } });
    sandbox.faults.add({ path: /codebundle/, silenceMs: 30_000 });
    const answer = await call(searchRegistry, { search: 'pods' });
    expect(answer).toMatchObject({ registry_available: false, airgap: false });
    expect(answer.message).toContain('1 s');
  });

  test.each([
    ['while an answer is awaited', [getWorkspaceIssues, { workspace_name }], ISSUES],
    ['while the workspaces are looked up', [getWorkspaceIssues, { workspace_name }], '/api/v3/workspaces'],
    ['while the assistant thinks', [workspaceChat, { workspace_name, message: 'Why?' }], /chat-pro-sse/],
    ['while an SLX is saved', [commitSlx, COMMIT], SYNC],
  ] as const)('is ended by cancellation %s', async (_, [tool, args], path) => {
    const { sandbox, refusal } = await toolBench();
    sandbox.faults.add({ path, silenceMs: 30_000 });
    const error = await refusal(tool, args, { signal: AbortSignal.timeout(300) });
    expect(error.code).toBe('cancelled');
    expect(error.hint).toMatch(/\w/);
  });
});

test('a call that is cancelled before it begins asks nothing', async () => {
  const { sandbox, refusal } = await toolBench();
  const error = await refusal(getWorkspaceIssues, { workspace_name }, { signal: AbortSignal.abort() });
  expect(error.code).toBe('cancelled');
  expect(sandbox.requests).toEqual([]);
});
