import { expect, test } from 'vitest';
import { authorized, callTool, httpBench, post, toolCall } from './http-bench.ts';

const ENDED = { status: 401, body: { detail: 'Token is expired' } };
const HOW = 'under Settings > Access Tokens and send it as Authorization: Bearer TOKEN.';

test('a token that ends in the middle of a session is answered 401, with how to get another; other callers are served', async () => {
  const { url, sandbox } = await httpBench();
  expect(await callTool(url, sandbox.token, 'list_workspaces', {})).toHaveLength(3);
  sandbox.faults.add({ path: /checkout-prod\/issues/, ...ENDED });
  const call = toolCall('get_workspace_issues', { workspace_name: 'checkout-prod' });
  const reply = await post(url, call, { headers: authorized(sandbox.token) });
  expect(reply.status).toBe(401);
  expect(reply.headers.get('www-authenticate')).toContain('resource_metadata=');
  expect((await reply.text()).includes(HOW)).toBe(true);
  expect(await callTool(url, sandbox.tokens.outsider, 'list_workspaces', {})).toMatchObject([
    { name: 'identity-core' },
  ]);
});

test('a token that ends while a tool waits for a run leaves its id, and how to look again with another', async () => {
  const { url, sandbox } = await httpBench();
  sandbox.faults.add({ path: /author\/run\/[^/]+\/status/, ...ENDED });
  const { error } = await callTool(url, sandbox.token, 'run_script_and_wait', {
    workspace_name: 'checkout-prod',
    location: 'checkout-prod-eu',
    script: 'def main():\n    return []\n',
  });
  expect(error).toMatchObject({ code: 'incomplete', status: 401, detail: { runId: expect.any(String) } });
  expect(error.hint).toContain(HOW);
  expect(error.hint).toContain(
    `get_run_output(workspace_name="checkout-prod", run_id="${error.detail.runId}")`,
  );
  expect(error.hint).not.toContain('RUNWHEN_TOKEN');
});
