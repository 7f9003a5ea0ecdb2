import { expect, test } from 'vitest';
import { createChatRule } from '../../../src/tools/chat-rules/create-chat-rule.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { deleteSlx } from '../../../src/tools/slxs/delete-slx.ts';
import { toolBench } from '../tool-caller.ts';
import { COMMIT, SLI, workspace_name } from './commits.ts';

test('a commit says where the SLX stands, how its SLI runs, and that it is new', async () => {
  const { call } = await toolBench();
  const reply = await call(commitSlx, {
    ...COMMIT,
    sli_script: SLI,
    sli_interval_seconds: 600,
    resource_path: 'custom/ledger',
    tags: [{ name: 'team', value: 'ledger' }],
  });
  expect(reply).toMatchObject({
    status: 'committed',
    replaced: false,
    resource_path: 'custom/ledger',
    tags: expect.arrayContaining(['team:ledger', 'access:read-write']),
    sli: { interval_seconds: 600 },
  });
  expect(reply).not.toHaveProperty('stays');
});

test('a commit says which part of the one before stays', async () => {
  const { call } = await toolBench();
  await call(commitSlx, { ...COMMIT, sli_script: SLI, sli_interval_seconds: 600 });
  const reply = await call(commitSlx, { ...COMMIT, dry_run: true });
  expect(reply).toMatchObject({ replaced: true });
  expect(reply.stays).toEqual([expect.stringContaining('SLI'), expect.stringContaining('Open issues')]);
  expect(reply.stays[0]).toContain('every 600 s');
  const scheduled = await call(commitSlx, { ...COMMIT, cron_schedule: '0 6 * * *' });
  expect(scheduled.sli).toMatchObject({ runs_task_at: '0 6 * * *' });
  expect(scheduled.stays).toEqual([expect.stringContaining('Open issues')]);
});

test('a commit goes on where what was stored cannot be read, and says so', async () => {
  const { call, sandbox } = await toolBench();
  sandbox.faults.add({ path: /slxs\/ledger-lag$/, method: 'GET', status: 500 });
  const reply = await call(commitSlx, { ...COMMIT, dry_run: true });
  expect(reply).not.toHaveProperty('replaced');
  expect(reply.notes).toContainEqual(expect.stringContaining('What was stored before could not be read'));
});

test('a deletion says which rules name what is gone', async () => {
  const { call } = await toolBench();
  await call(commitSlx, COMMIT);
  const rule = {
    rule_content: 'Run ledger-lag before you answer about the ledger.',
    scope_type: 'workspace',
  };
  await call(createChatRule, { workspace_name, name: 'Ledger first', ...rule });
  await call(createChatRule, {
    workspace_name,
    name: 'Other',
    ...rule,
    rule_content: 'Never run ledger-lag-2.',
  });
  const reply = await call(deleteSlx, { workspace_name, slx_name: COMMIT.slx_name });
  expect(reply.stays).toEqual(['Rules that name it: Ledger first']);
});
