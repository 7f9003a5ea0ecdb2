import { expect, test } from 'vitest';
import { noteLeftOut } from '../../src/tool-kit/parse-arguments.ts';
import { createChatRule } from '../../src/tools/chat-rules/create-chat-rule.ts';
import { getWorkspaceIssues } from '../../src/tools/issues/get-workspace-issues.ts';
import { commitSlx } from '../../src/tools/slxs/commit-slx.ts';
import { toolBench } from '../tools/tool-caller.ts';

const noted = (tool: unknown, given: Record<string, unknown>) =>
  noteLeftOut(tool as Parameters<typeof noteLeftOut>[0], given);

test.each([
  [{ scope_id: 'null' }, 'scope_id="null"'],
  [{ scopeId: 'None' }, 'scope_id="None"'],
  [{ is_active: '' }, 'is_active=""'],
])('what counts as left out is named: %j', (given, named) => {
  expect(noted(createChatRule, given)).toEqual([`Counted as left out: ${named}.`]);
});

test.each([
  [{ owners: ['ada@checkout.example', 'null', null] }, 'owners[1]="null", owners[2]=null'],
  [{ owners: '["a@b.example", null]' }, 'owners[1]=null'],
  [{ owners: "['a@b.example', None, '']" }, 'owners[1]=null, owners[2]=""'],
  [{ hierarchy: ['resource', ' '] }, 'hierarchy[1]=" "'],
  [{ env_vars: { A: '1', B: null } }, 'env_vars.B=null'],
  [{ env_vars: "{'A': '1', 'B': None}" }, 'env_vars.B=null'],
  [{ env_vars: [{ name: 'A', value: null }] }, 'env_vars.A=null'],
  [{ secret_vars: [['K', null]] }, 'secret_vars.K=null'],
  [{ tags: { team: null } }, 'tags[0].value=null'],
  [{ tags: [{ name: 'team', value: 'None' }] }, 'tags[0].value="None"'],
  [{ interval_seconds: '' }, 'interval_seconds=""'],
])('so are members of lists and objects: %j', (given, named) => {
  expect(noted(commitSlx, given)).toEqual([`Counted as left out: ${named}.`]);
});

test.each([
  [commitSlx, { owners: null }],
  [commitSlx, { owners: [] }],
  [commitSlx, { env_vars: { A: 'null', B: '' } }],
  [commitSlx, { env_vars: 'A=null\nB=\n\n' }],
  [commitSlx, { owners: 'a@b.example,,' }],
  [
    commitSlx,
    { data: null, runtime_vars: [{ name: 'A', default: '', validation: { type: 'enum', values: [''] } }] },
  ],
  [commitSlx, { alias: 'null', statement: '' }],
  [commitSlx, { tags: [{ name: 'team', value: '' }] }],
  [commitSlx, { interval_seconds: 0 }],
  [getWorkspaceIssues, { search: '', severity: 'null' }],
])('nothing is said of what is sent, of a plain null and of what is only read', (tool, given) => {
  expect(noted(tool, given)).toEqual([]);
});

test('an error that follows from it says so', async () => {
  const { refusal } = await toolBench();
  const { hint } = await refusal(commitSlx, {
    workspace_name: 'checkout-prod',
    slx_name: 'ledger-lag',
    alias: 'Ledger lag',
    statement: 'The ledger is not behind.',
    script: 'def main():\n    return 0.5\n',
    task_type: 'null',
  });
  expect(hint).toContain('Counted as left out: task_type="null".');
});
