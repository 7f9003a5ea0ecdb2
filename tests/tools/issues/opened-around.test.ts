import { expect, test } from 'vitest';
import { getIssueDetails } from '../../../src/tools/issues/get-issue-details.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

async function details(slx: string) {
  const { call, sandbox } = await toolBench();
  const issues = [...sandbox.world.workspaces.get(workspace_name)!.issues.values()];
  const issue = issues.find((one) => one.slxShortName === slx && one.openSince !== null)!;
  return { issue, reply: await call(getIssueDetails, { workspace_name, issue_id: issue.id }) };
}

test('an issue is shown among those that opened around it, what opened first at the top', async () => {
  const { issue, reply } = await details('checkout-api-pods');
  const rows: { id: number; slx?: string; openSince?: string }[] = reply.opened_around;
  const slxs = rows.map(({ slx }) => slx);
  expect(slxs.indexOf('payments-api-db-pool')).toBeLessThan(rows.findIndex(({ id }) => id === issue.id));
  expect(rows).toContainEqual({ id: issue.id, is: 'this issue' });
  const times = rows.map(({ openSince }) => Date.parse(openSince ?? issue.openSince!));
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  for (const time of times)
    expect(Math.abs(time - Date.parse(issue.openSince!))).toBeLessThanOrEqual(3_600_000);
  expect(rows.length).toBeLessThanOrEqual(7);
});

test('an issue that opened alone has none beside it', async () => {
  const { reply } = await details('gce-analytics-disk');
  expect(reply.openSince).toEqual(expect.any(String));
  expect(reply).not.toHaveProperty('opened_around');
});
