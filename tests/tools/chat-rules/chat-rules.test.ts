import { describe, expect, test } from 'vitest';
import { createChatRule } from '../../../src/tools/chat-rules/create-chat-rule.ts';
import { deleteChatRule } from '../../../src/tools/chat-rules/delete-chat-rule.ts';
import { getChatRule } from '../../../src/tools/chat-rules/get-chat-rule.ts';
import { listChatRules } from '../../../src/tools/chat-rules/list-chat-rules.ts';
import { updateChatRule } from '../../../src/tools/chat-rules/update-chat-rule.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const RULE = { workspace_name, name: 'quiet', rule_content: 'Be brief.' };

const namesOf = (reply: { results: { name: string }[] }) => reply.results.map(({ name }) => name);
const writes = ({ sandbox }: ToolBench) => sandbox.requests.filter(({ method }) => method !== 'GET');

describe('list_chat_rules', () => {
  test('shows the rules of the workspace and its assistants', async () => {
    const { call } = await toolBench();
    const reply = await call(listChatRules, { workspace_name });
    expect(reply.count).toBe(4);
    expect(namesOf(reply)).toContain('plain-words');
  });

  test('filters by scope and by being active', async () => {
    const { call } = await toolBench();
    expect(namesOf(await call(listChatRules, { workspace_name, is_active: false }))).toEqual([
      'black-friday-freeze',
    ]);
    expect(namesOf(await call(listChatRules, { workspace_name, scope_type: 'persona' }))).toEqual([
      'plain-words',
    ]);
  });

  test("finds an assistant's rules under either of its names, however they are stored", async () => {
    const { call, sandbox } = await toolBench();
    const [rule] = [...sandbox.world.workspaces.get(workspace_name)!.rules.values()].filter(
      ({ scope_type }) => scope_type === 'persona',
    );
    rule!.scope_id = 'checkout-prod--eager-edgar';
    for (const scope_id of ['eager-edgar', 'checkout-prod--eager-edgar']) {
      const reply = await call(listChatRules, { workspace_name, scope_type: 'persona', scope_id });
      expect(namesOf(reply)).toEqual(['plain-words']);
    }
  });

  test('walks all pages, and honours limit and offset', async () => {
    const { call, sandbox } = await toolBench();
    const { rules } = sandbox.world.workspaces.get(workspace_name)!;
    const [template] = rules.values();
    for (let id = 1; id <= 450; id += 1)
      rules.set(id, { ...template!, id, name: `rule-${id}`, rule_content: 'x' });
    const first = await call(listChatRules, { workspace_name, limit: 1000 });
    expect(first.count).toBe(454);
    const rest = await call(listChatRules, { workspace_name, limit: 1000, offset: first.next_offset });
    expect(new Set([...namesOf(first), ...namesOf(rest)]).size).toBe(454);
    const some = await call(listChatRules, { workspace_name, limit: 2, offset: 4 });
    expect(some.count).toBe(454);
    expect(namesOf(some)).toEqual(['rule-1', 'rule-2']);
  });

  test('says what is wrong with a workspace that the caller cannot see', async () => {
    const { refusal } = await toolBench({ as: 'outsider' });
    expect((await refusal(listChatRules, { workspace_name })).message).toContain('checkout-prod');
  });
});

describe('get_chat_rule', () => {
  test('shows one rule', async () => {
    const { call } = await toolBench();
    const rule = await call(createChatRule, RULE);
    expect(await call(getChatRule, { workspace_name, rule_id: rule.id })).toMatchObject({
      rule_content: 'Be brief.',
    });
  });

  test('an unknown id is not found', async () => {
    const { refusal } = await toolBench();
    expect(await refusal(getChatRule, { workspace_name, rule_id: 7 })).toMatchObject({
      code: 'not_found',
      status: 404,
    });
  });
});

describe('create_chat_rule', () => {
  test('makes a workspace rule unless told otherwise, and says so', async () => {
    const { call } = await toolBench();
    const rule = await call(createChatRule, RULE);
    const { message } = rule;
    expect(rule).toMatchObject({ scope_type: 'workspace', scope_id: 'checkout-prod', is_active: true });
    expect(message).toBe(`Created rule ${rule.id} for workspace.`);
  });

  test.each(['eager-edgar', 'checkout-prod--eager-edgar'])(
    'stores %s as the short name',
    async (scope_id) => {
      const { call } = await toolBench();
      const rule = await call(createChatRule, { ...RULE, scope_type: 'persona', scope_id });
      expect(rule.scope_id).toBe('eager-edgar');
    },
  );

  test("a user rule is the caller's own", async () => {
    const { call } = await toolBench({ as: 'readonly' });
    const rule = await call(createChatRule, { ...RULE, scope_type: 'user' });
    expect(rule.scope_id).toBe('rui@checkout.example');
  });

  test.each([
    [{ scope_type: 'persona' }, 'needs scope_id'],
    [{ scope_type: 'persona', scope_id: 'pay-core-7--edgar' }, 'reserved'],
    [{ scope_type: 'persona', scope_id: '..' }, 'kebab-case'],
    [{ scope_type: 'workspace', scope_id: 'pay-core-7' }, 'does not go with'],
    [{ scope_type: 'platform', scope_id: 'x' }, 'does not go with'],
  ])('refuses %j before anything is sent', async (scope, problem) => {
    const bench = await toolBench();
    expect((await bench.refusal(createChatRule, { ...RULE, ...scope })).message).toContain(problem);
    expect(writes(bench)).toEqual([]);
  });

  test('tells that a workspace rule takes an admin', async () => {
    const { refusal } = await toolBench({ as: 'readonly' });
    const error = await refusal(createChatRule, RULE);
    expect(error).toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('needs the role admin'),
    });
  });
});

describe('update_chat_rule', () => {
  test('changes what is given and nothing else', async () => {
    const { call } = await toolBench();
    const rule = await call(createChatRule, RULE);
    const updated = await call(updateChatRule, { workspace_name, rule_id: rule.id, is_active: false });
    expect(updated).toMatchObject({
      ...rule,
      is_active: false,
      updated_at: expect.any(String),
      message: expect.stringContaining('Updated'),
    });
  });

  test('moves a rule to another assistant by scope_id alone', async () => {
    const { call } = await toolBench();
    const made = await call(createChatRule, { ...RULE, scope_type: 'persona', scope_id: 'eager-edgar' });
    const moved = await call(updateChatRule, {
      workspace_name,
      rule_id: made.id,
      scope_id: 'dev-danica',
    });
    expect(moved).toMatchObject({ scope_type: 'persona', scope_id: 'dev-danica' });
  });

  test('does not guess the assistant of a workspace rule', async () => {
    const bench = await toolBench();
    const rule = await bench.call(createChatRule, RULE);
    const error = await bench.refusal(updateChatRule, {
      workspace_name,
      rule_id: rule.id,
      scope_type: 'persona',
    });
    expect(error.message).toContain('scope_id');
    expect(writes(bench).map(({ method }) => method)).toEqual(['POST']);
  });

  test('refuses a call that changes nothing', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(updateChatRule, { workspace_name, rule_id: 1 })).message).toContain(
      'Nothing to change',
    );
  });
});

describe('delete_chat_rule', () => {
  test('returns what it deleted', async () => {
    const { call, refusal } = await toolBench();
    const rule = await call(createChatRule, RULE);
    const reply = await call(deleteChatRule, { workspace_name, rule_id: rule.id });
    expect(reply).toMatchObject({
      message: `Deleted rule ${rule.id} of workspace.`,
      deleted: { name: 'quiet' },
    });
    expect((await refusal(getChatRule, { workspace_name, rule_id: rule.id })).code).toBe('not_found');
  });

  test('an unknown id is not found', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(deleteChatRule, { workspace_name, rule_id: 7 })).code).toBe('not_found');
  });
});

describe('dry_run', () => {
  test('shows the rule that would be created, and sends nothing', async () => {
    const bench = await toolBench();
    const scope = { scope_type: 'persona', scope_id: 'checkout-prod--eager-edgar' };
    const reply = await bench.call(createChatRule, { ...RULE, ...scope, dry_run: true });
    expect(reply).toEqual({
      status: 'dry_run',
      message: 'Nothing was sent. It would steer every answer for persona eager-edgar.',
      would_create: {
        ...scope,
        name: 'quiet',
        rule_content: 'Be brief.',
        is_active: true,
        scope_id: 'eager-edgar',
      },
    });
    expect(writes(bench)).toEqual([]);
  });

  test('shows what an update would change beside what is stored, also where changes wait for an agreement', async () => {
    const bench = await toolBench({ environment: { MCP_CONFIRM: 'always' } });
    const [rule] = bench.sandbox.world.workspaces.get(workspace_name)!.rules.values();
    const reply = await bench.call(updateChatRule, {
      workspace_name,
      rule_id: rule!.id,
      is_active: false,
      dry_run: true,
    });
    expect(reply).toMatchObject({
      status: 'dry_run',
      would_change: { is_active: false },
      stored: { name: rule!.name, is_active: true },
    });
    expect(writes(bench)).toEqual([]);
  });

  test('refuses what a save would refuse', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(createChatRule, { ...RULE, scope_type: 'persona', dry_run: true });
    expect(error.message).toContain('needs scope_id');
  });
});
