import { describe, expect, test } from 'vitest';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { kindOf } from '../../src/tool-kit/named-things.ts';
import { inputSchema } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { CALLS } from '../faults/calls.ts';
import { toolBench } from './tool-caller.ts';

const toolOf = (name: string): ToolDefinition => tools.find((tool) => tool.name === name)!;

const workspace_name = 'checkout-prod';

/** Every parameter that names something, with the arguments that make it do so. */
const naming = CALLS.flatMap((one) =>
  Object.entries(inputSchema(toolOf(one.tool)).properties).flatMap(([parameter, schema]) => {
    const integer = (schema as { type: string }).type === 'integer';
    const beside = parameter === 'scope_id' ? { scope_type: 'persona' } : {};
    const given = { ...beside, [parameter]: integer ? 1 : 'x' };
    const kind = kindOf(one.tool, parameter, given);
    return kind ? [{ ...one, parameter, beside, kind }] : [];
  }),
);

/** A name with one letter too many, or an id that nothing has. */
const WRONG: Record<string, unknown> = {
  SLX: 'checkout-api-podss',
  assistant: 'eager-edgarr',
  location: 'checkout-prod-ue',
  issue: 987_654_321,
  'chat rule': 987_654_321,
  'chat command': 987_654_321,
  'run session': 987_654_321,
  article: '0b0f7a3e-6f0d-4b59-9d59-2c1a4f2c7d11',
};
const MEANT: Record<string, string> = {
  SLX: 'checkout-api-pods',
  assistant: 'eager-edgar',
  location: 'checkout-prod-eu',
};

describe('a name or id that does not exist', () => {
  test.each(naming)(
    'as $parameter of $tool is named, with the nearest that do',
    async ({ tool, parameter, beside, kind, ...one }) => {
      const bench = await toolBench();
      const made = one.before && (await bench.call(toolOf(one.before.tool), one.before.args));
      const wrong = WRONG[kind.what];
      const { script: _, ...args } = one.args(made);
      const error = await bench.refusal(toolOf(tool), {
        workspace_name,
        ...(parameter === 'from_slx' ? args : one.args(made)),
        ...beside,
        [parameter]: parameter === 'issue_ids' ? [wrong] : wrong,
      });
      const isOfNames = MEANT[kind.what] !== undefined;
      expect(error.code).toBe('not_found');
      const deletes = toolOf(tool).effect === 'delete';
      if (!deletes || isOfNames) expect(error.detail?.nearest).toBeInstanceOf(Array);
      expect(error.message.includes('Nothing was deleted.')).toBe(deletes);
      expect(error.message).toContain(JSON.stringify(String(wrong)));
      expect(error.message).toContain(`There is no ${kind.what}`);
      expect(error.hint).toContain(workspace_name);
      if (MEANT[kind.what]) expect(error.message).toContain(`Did you mean ${MEANT[kind.what]}?`);
    },
  );

  describe('to delete', () => {
    test.each([
      ['one letter', 'delete_slx', { slx_name: 'checkout-api-pod' }, 'checkout-api-pods'],
      ['the display name', 'delete_assistant', { assistant_name: 'eager edgar' }, 'eager-edgar'],
    ])('offers the one thing that differs by %s', async (_, tool, args, meant) => {
      const bench = await toolBench();
      const error = await bench.refusal(toolOf(tool), { workspace_name, ...args });
      expect(error.message).toContain(`Did you mean ${meant}? Nothing was deleted.`);
      expect(error.detail?.nearest).toMatchObject([{ key: meant }]);
    });

    test.each([
      ['delete_slx', { slx_name: 'cart-pods' }],
      ['delete_slx', { slx_name: 'checkout' }],
      ['delete_assistant', { assistant_name: 'nobody' }],
      ['delete_chat_rule', { rule_id: 1233 }],
    ])('offers no other thing to %s with %j', async (tool, args) => {
      const bench = await toolBench();
      const error = await bench.refusal(toolOf(tool), { workspace_name, ...args });
      expect(error.message).toMatch(/^There is no .* Nothing was deleted\.$/);
      expect(error.detail?.nearest).toBeUndefined();
    });
  });

  test('is looked for by its title too', async () => {
    const bench = await toolBench();
    const error = await bench.refusal(toolOf('get_assistant'), {
      workspace_name,
      assistant_name: 'Eager Edgar',
    });
    expect(error.message).toContain('Did you mean eager-edgar?');
  });

  test('that is like no other is said to be listed nowhere, beside what the platform says', async () => {
    const bench = await toolBench();
    const script = 'def main():\n    return []\n';
    const error = await bench.refusal(toolOf('run_script'), { workspace_name, script, location: 'moon' });
    expect(error).toMatchObject({ code: 'invalid_request', status: 400 });
    expect(error.message).toContain("Location 'moon' is not authorized");
    expect(error.hint).toContain(
      'The location "moon" is not among those that get_workspace_locations(workspace_name="checkout-prod") lists.',
    );
  });

  test('is not claimed of a listed location, where the platform refuses something else', async () => {
    const bench = await toolBench();
    const body = { detail: 'No credit' };
    bench.sandbox.faults.add({ method: 'POST', path: /author\/run$/, status: 400, body });
    const script = 'def main():\n    return []\n';
    const location = 'checkout-prod-eu';
    const error = await bench.refusal(toolOf('run_script'), { workspace_name, script, location });
    expect(error.hint).not.toContain('is not among');
  });

  test('asks nothing more where the name is right', async () => {
    const bench = await toolBench();
    await bench.call(toolOf('get_slx_runbook'), { workspace_name, slx_name: 'checkout-api-pods' });
    expect(bench.sandbox.requests.filter(({ path }) => path.endsWith('/slxs'))).toEqual([]);
  });

  test('is not claimed of a thing that exists, where something else is missing', async () => {
    const bench = await toolBench();
    bench.sandbox.faults.add({ path: /runbook$/, status: 404, body: { detail: 'No runbook' } });
    const error = await bench.refusal(toolOf('get_slx_runbook'), {
      workspace_name,
      slx_name: 'checkout-api-pods',
    });
    expect(error.message).not.toContain('There is no SLX');
  });

  test('is not claimed either where there are more than are looked at', async () => {
    const bench = await toolBench({ slxs: 1200 });
    const error = await bench.refusal(toolOf('get_slx_runbook'), {
      workspace_name,
      slx_name: 'checkout-api-podss',
    });
    expect(error).toMatchObject({ code: 'not_found', hint: expect.stringContaining('get_workspace_slxs') });
    expect(error.message).not.toContain('There is no SLX');
  });
});
