import { expect, test } from 'vitest';
import { setBounds } from '../platform/bounds.ts';
import { callTool, httpBench } from './http/http-bench.ts';

test('a tool that reads has one deadline for all its requests, each of which is in time', async () => {
  const { url, sandbox } = await httpBench();
  const workspace_name = 'checkout-prod';
  const { results } = await callTool(url, sandbox.token, 'get_workspace_issues', {
    workspace_name,
    limit: 1,
  });
  const details = () =>
    callTool(url, sandbox.token, 'get_issue_details', { workspace_name, issue_id: results[0].id });
  sandbox.faults.add({ path: /\/(issues|runsessions)/, delayMs: 300 });
  expect(JSON.stringify(await details())).not.toContain('Time ran out');
  setBounds({ readTool: 500 });
  expect(JSON.stringify(await details())).toContain('Time ran out at GET');
});
