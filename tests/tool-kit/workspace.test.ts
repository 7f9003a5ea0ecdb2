import { describe, expect, it } from 'vitest';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { toolBench } from '../tools/tool-caller.ts';

const toolOf = (name: string): ToolDefinition => tools.find((tool) => tool.name === name)!;
const slxs = toolOf('get_workspace_slxs');
const locations = toolOf('get_workspace_locations');
const createRule = toolOf('create_chat_rule');

describe('a first call', () => {
  it('reads where the list says, though the name might have been a short one', async () => {
    const { call } = await toolBench({ as: 'outsider' });
    const byDisplayName = await call(slxs, { workspace_name: 'identity' });
    expect(byDisplayName.count).toBeGreaterThan(0);
    expect(await call(slxs, { workspace_name: 'identity-core' })).toEqual(byDisplayName);
  });

  it('takes nothing that a workspace which is not there was said to lack for an answer', async () => {
    const { refusal } = await toolBench();
    expect(await refusal(locations, { workspace_name: 'checkout-prdo' })).toMatchObject({
      code: 'invalid_arguments',
      detail: { workspaces: expect.arrayContaining([expect.objectContaining({ name: 'checkout-prod' })]) },
    });
  });

  it('reads where the list cannot be read', async () => {
    const { call, sandbox } = await toolBench();
    sandbox.faults.add({ path: '/api/v3/workspaces', status: 500 });
    expect((await call(slxs, { workspace_name: 'checkout-prod' })).count).toBeGreaterThan(0);
  });

  it('tells its own failure where the workspace is the one that is meant', async () => {
    const { refusal } = await toolBench();
    expect(
      await refusal(toolOf('get_slx_runbook'), { workspace_name: 'checkout-prod', slx_name: 'nothing' }),
    ).toMatchObject({ code: 'not_found' });
  });

  it('writes only once the list has been read', async () => {
    const { refusal, sandbox } = await toolBench();
    sandbox.faults.add({ path: '/api/v3/workspaces', status: 500 });
    const rule = { workspace_name: 'checkout-prod', name: 'Short', rule_content: 'Be short.' };
    expect(await refusal(createRule, rule)).toMatchObject({ status: 500 });
  });
});
