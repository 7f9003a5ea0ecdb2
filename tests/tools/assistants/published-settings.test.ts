import { describe, expect, test } from 'vitest';
import type { ToolDefinition } from '../../../src/tool-kit/define-tool.ts';
import { publishTool } from '../../../src/tool-kit/publish-tool.ts';
import { createAssistant } from '../../../src/tools/assistants/create-assistant.ts';
import { updateAssistant } from '../../../src/tools/assistants/update-assistant.ts';
import { documents, type Json } from '../../contract/facts.ts';
import { toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

/** What the published description of a persona's sync names. */
const published = (() => {
  const { content } = documents.find(({ id }) => id === 'papi-authoring-and-chat')!;
  const { schemas } = content.components as { schemas: Record<string, { properties: Record<string, Json> }> };
  return schemas.PersonaPayloadV4!.properties;
})();

/** Why a published property has no parameter of its own. */
const WITHOUT_PARAMETER: Record<string, string> = {
  name: 'made of the workspace and short_name or assistant_name',
  workspaceId: 'the path names the workspace',
};

/** The parameter of each property, where it is not the property in snake_case. */
const OTHER_NAME: Record<string, string> = { fullName: 'display_name' };

const parameterOf = (property: string) =>
  OTHER_NAME[property] ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const settings = Object.keys(published).filter((property) => !(property in WITHOUT_PARAMETER));

/** A value of each type that no assistant of the sandbox has. */
const VALUES: Record<string, { good: unknown; wrong: unknown }> = {
  string: { good: 'Something of its own', wrong: { a: 1 } },
  number: { good: 0.37, wrong: 'high' },
  array: { good: ['access:read-only', 'kubernetes'], wrong: { a: 1 } },
  object: { good: { region: 'eu', nested: { deep: [1, null] } }, wrong: 'eu' },
};

const typeOf = (schema: Json): string =>
  (schema.type as string | undefined) ??
  (schema.anyOf as { type: string }[]).map(({ type }) => type).find((type) => type !== 'null')!;

describe.each([createAssistant, updateAssistant])('$name', (tool) => {
  const shown = publishTool(tool as unknown as ToolDefinition).inputSchema as unknown as {
    properties: Record<string, { type: string; description?: string; maximum?: number }>;
  };
  const named = tool === createAssistant ? { short_name: 'of-its-own' } : { assistant_name: 'dev-danica' };

  test.each(settings)('publishes %s with its type, and says what it is', (property) => {
    const parameter = shown.properties[parameterOf(property)];
    expect(parameter, parameterOf(property)).toBeDefined();
    expect(parameter!.type).toBe(typeOf(published[property]!));
    expect(parameter!.description ?? '', parameterOf(property)).not.toBe('');
    const { default: standard } = published[property]!;
    if (standard !== undefined) expect(parameter!.description).toContain(String(standard));
    if (parameter!.type === 'number') expect(parameter!.maximum).toBe(1);
  });

  test('sends what is given for every setting, and nothing else', async () => {
    const bench = await toolBench();
    const given = Object.fromEntries(settings.map((p) => [p, VALUES[typeOf(published[p]!)]!.good]));
    const args = Object.fromEntries(settings.map((p) => [parameterOf(p), given[p]]));
    const answer = await bench.call(tool, { workspace_name, ...named, ...args });
    expect(answer).toMatchObject(given);
    const { body } = bench.sandbox.requests.find(({ path }) => path.endsWith('/sync-typed'))!;
    const { name, ...sent } = (body as { payload: Json }).payload;
    expect(name).toMatch(/^checkout-prod--/);
    expect(sent).toEqual(given);
  });

  test('refuses another type for any setting, and a share outside 0 to 1, before anything is sent', async () => {
    const bench = await toolBench();
    for (const property of settings) {
      const type = typeOf(published[property]!);
      for (const wrong of [VALUES[type]!.wrong, ...(type === 'number' ? [-0.01, 1.01] : [])]) {
        const given = { [parameterOf(property)]: wrong };
        const refused = await bench.refusal(tool, { workspace_name, ...named, ...given });
        expect(refused).toMatchObject({ code: 'invalid_arguments' });
        expect(refused.message).toContain(parameterOf(property));
      }
    }
    expect(bench.sandbox.requests).toEqual([]);
  });
});
