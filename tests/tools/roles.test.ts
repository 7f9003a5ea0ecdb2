import { expect, test } from 'vitest';
import type { Role } from '../../src/sandbox/state/records.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { needOf } from '../../src/tool-kit/roles.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { listWorkspaces } from '../../src/tools/workspaces/list-workspaces.ts';
import { CALLS } from '../faults/calls.ts';
import { toolBench } from './tool-caller.ts';

const toolOf = (name: string): ToolDefinition => tools.find((tool) => tool.name === name)!;
const ADMIN = 'ada@checkout.example';

const changing = CALLS.filter(({ tool }) => toolOf(tool).effect !== 'read');

/** The call, made where the caller has just been given another role. */
async function refused(one: (typeof CALLS)[number], role: Role, { known }: { known: boolean }) {
  const bench = await toolBench();
  const { sandbox } = bench;
  const made = one.before && (await bench.call(toolOf(one.before.tool), one.before.args));
  await bench.call(listWorkspaces, {});
  sandbox.world.workspaces.get('checkout-prod')!.members.set(ADMIN, role);
  sandbox.world.workspaces.get('data-lake')!.members.set(ADMIN, 'admin');
  if (known) await bench.call(listWorkspaces, {});
  const before = sandbox.requests.length;
  const error = await bench.refusal(toolOf(one.tool), one.args(made));
  return { error, sent: sandbox.requests.slice(before) };
}

test.each(changing)(
  '$tool is refused to a reader before anything else is done, and says where it would not be',
  async (one) => {
    const { error, sent } = await refused(one, 'readonly', { known: true });
    expect(error).toMatchObject({
      code: 'forbidden',
      hint: expect.stringContaining('data-lake'),
      detail: { allowed_in: expect.arrayContaining(['data-lake']) },
    });
    expect(error.detail?.allowed_in).not.toContain('checkout-prod');
    const tool = toolOf(one.tool);
    const early = needOf(tool, { scope_type: 'workspace', ...one.args({ results: [{}] }) }) !== undefined;
    const others = sent.filter(({ path }) => path !== '/api/v3/workspaces');
    if (early && !/^(update|delete|run)_chat/.test(tool.name)) expect(others).toEqual([]);
    expect(others.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(1);
  },
);

test.each(changing)(
  '$tool is refused by the platform where the new role is not known yet, and says the same',
  async (one) => {
    const { error } = await refused(one, 'readonly', { known: false });
    expect(error).toMatchObject({
      code: 'forbidden',
      detail: { allowed_in: expect.arrayContaining(['data-lake']) },
    });
    expect(error.detail?.allowed_in).not.toContain('checkout-prod');
  },
);

test.each<[tool: string, role: Role]>([
  ['commit_slx', 'readwrite'],
  ['run_slx', 'readandrun'],
  ['run_slx', 'readandrunwithassistant'],
  ['create_knowledge_base_article', 'readwrite'],
])('%s is not kept from %s', async (name, role) => {
  const bench = await toolBench({
    environment: { MCP_POLL_INTERVAL_S: '0.1', MCP_ARTIFACT_SETTLE_DELAY_S: '0' },
  });
  bench.sandbox.world.workspaces.get('checkout-prod')!.members.set(ADMIN, role);
  await bench.call(toolOf(name), CALLS.find(({ tool }) => tool === name)!.args({}));
});

test('a rule of their own, and a dry run, are not kept from readers', async () => {
  const bench = await toolBench({ as: 'readonly' });
  const rule = {
    workspace_name: 'checkout-prod',
    name: 'Short',
    rule_content: 'Be short.',
    scope_type: 'user',
  };
  await bench.call(toolOf('create_chat_rule'), rule);
  await bench.call(toolOf('commit_slx'), {
    ...CALLS.find(({ tool }) => tool === 'commit_slx')!.args({}),
    dry_run: true,
  });
});

test.each(['readwrite', 'readandrun'] as const)(
  'a script is not run for %s, and nothing is sent',
  async (role) => {
    const one = CALLS.find(({ tool }) => tool === 'run_script')!;
    const { error, sent } = await refused(one, role, { known: true });
    expect(error.message).toContain(`needs the role admin in checkout-prod, where yours is ${role}`);
    expect(sent.map(({ path }) => path)).toEqual(['/api/v3/workspaces']);
  },
);

test('where no workspace gives such a role, that is said', async () => {
  const bench = await toolBench({ as: 'readonly' });
  const one = CALLS.find(({ tool }) => tool === 'run_script')!;
  const error = await bench.refusal(toolOf('run_script'), one.args({}));
  expect(error.hint).toContain('None of the workspaces that you see gives you such a role');
  expect(error.detail).toMatchObject({ workspace: 'checkout-prod', role: 'readonly', allowed_in: [] });
});

test('a role that nobody knows is for the platform to judge', async () => {
  const bench = await toolBench();
  bench.sandbox.faults.add({
    path: '/api/v3/workspaces',
    status: 200,
    body: {
      count: 1,
      next: null,
      previous: null,
      results: [{ id: 1, name: 'checkout-prod', userRole: 'operator' }],
    },
  });
  await bench.call(toolOf('create_knowledge_base_article'), {
    workspace_name: 'checkout-prod',
    content: 'The gateway is behind the CDN.',
  });
});
