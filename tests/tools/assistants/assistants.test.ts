import { describe, expect, test } from 'vitest';
import { createAssistant } from '../../../src/tools/assistants/create-assistant.ts';
import { deleteAssistant } from '../../../src/tools/assistants/delete-assistant.ts';
import { getAssistant } from '../../../src/tools/assistants/get-assistant.ts';
import { listAssistants } from '../../../src/tools/assistants/list-assistants.ts';
import { updateAssistant } from '../../../src/tools/assistants/update-assistant.ts';
import { createChatRule } from '../../../src/tools/chat-rules/create-chat-rule.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const syncs = ({ sandbox }: ToolBench) => sandbox.requests.filter(({ path }) => path.endsWith('/sync-typed'));

describe('list_assistants', () => {
  test('shows those that a workspace starts with', async () => {
    const { call } = await toolBench();
    const { count, results } = await call(listAssistants, { workspace_name });
    expect(count).toBe(4);
    expect(results[0]).toMatchObject({ shortName: 'eager-edgar', name: 'checkout-prod--eager-edgar' });
  });

  test('honours limit and says how many there are', async () => {
    const { call } = await toolBench();
    const { count, results } = await call(listAssistants, { workspace_name, limit: 1 });
    expect(count).toBe(4);
    expect(results.map(({ shortName }: { shortName: string }) => shortName)).toEqual(['eager-edgar']);
  });

  test('a workspace that does not exist is said', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(listAssistants, { workspace_name: 'nowhere' })).message).toContain('nowhere');
  });
});

describe('get_assistant', () => {
  test.each(['eager-edgar', 'checkout-prod--eager-edgar'])('takes %s', async (short_name) => {
    const { call } = await toolBench();
    expect(await call(getAssistant, { workspace_name, short_name })).toMatchObject({
      fullName: 'Eager Edgar',
    });
  });

  test('an unknown one is not found', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(getAssistant, { workspace_name, short_name: 'nobody' })).code).toBe('not_found');
  });
});

describe('create_assistant', () => {
  test("sends the full name and the platform's defaults", async () => {
    const bench = await toolBench();
    const assistant = await bench.call(createAssistant, {
      workspace_name,
      short_name: 'checkout-prod--azure-devops',
      full_name: 'Azure DevOps',
      run_config: '{"dryRun":true}',
    });
    const { message } = assistant;
    expect(message).toBe('Created assistant azure-devops.');
    expect(assistant).toMatchObject({ shortName: 'azure-devops', fullName: 'Azure DevOps' });
    expect(syncs(bench)[0]!.body).toEqual({
      payload: {
        name: 'checkout-prod--azure-devops',
        fullName: 'Azure DevOps',
        description: null,
        avatarUrl: null,
        filterConfidenceThreshold: 0.5,
        filterIssueSelectionStrategy: 'MOST_SEVERE',
        filterCodebundleTaskTags: [],
        filterStopWords: [],
        filterScope: null,
        searchFilters: {},
        runConfidenceThreshold: 0.95,
        runConfig: { dryRun: true },
      },
    });
  });

  test('null lists and objects count as left out', async () => {
    const bench = await toolBench();
    const nothing = {
      filter_codebundle_task_tags: null,
      filter_stop_words: null,
      search_filters: null,
      run_config: null,
    };
    await bench.call(createAssistant, { workspace_name, short_name: 'nulls', ...nothing });
    expect(syncs(bench)[0]!.body).toMatchObject({
      payload: { filterCodebundleTaskTags: [], filterStopWords: [], searchFilters: {}, runConfig: {} },
    });
  });

  test('does not overwrite one that exists, and names the tool that changes it', async () => {
    const bench = await toolBench();
    const error = await bench.refusal(createAssistant, { workspace_name, short_name: 'eager-edgar' });
    expect(error.message).toContain('exists already');
    expect(error.hint).toContain('update_assistant');
    expect(syncs(bench)).toEqual([]);
  });

  test.each([
    [{ short_name: 'Azure' }, 'kebab-case'],
    [{ short_name: 'azure--devops' }, 'reserved'],
    [{ short_name: 'other--azure-devops' }, 'reserved'],
    [{ short_name: 'x'.repeat(64) }, 'max allowed is 63'],
    [{ short_name: 'a', run_confidence_threshold: 95 }, 'run_confidence_threshold'],
  ])('refuses %j before anything is sent', async (fields, problem) => {
    const bench = await toolBench();
    expect((await bench.refusal(createAssistant, { workspace_name, ...fields })).message).toContain(problem);
    expect(syncs(bench)).toEqual([]);
  });

  test('a reader is refused', async () => {
    const { refusal } = await toolBench({ as: 'readonly' });
    expect((await refusal(createAssistant, { workspace_name, short_name: 'mine' })).code).toBe('forbidden');
  });
});

describe('delete_assistant', () => {
  test('says that its rules and commands stay', async () => {
    const { call, refusal } = await toolBench();
    const reply = await call(deleteAssistant, { workspace_name, short_name: 'dev-danica' });
    expect(reply.message).toContain('still there');
    expect(reply.deleted).toMatchObject({ fullName: 'Dev Danica' });
    expect((await refusal(getAssistant, { workspace_name, short_name: 'dev-danica' })).code).toBe(
      'not_found',
    );
  });

  test('an unknown one is not found', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(deleteAssistant, { workspace_name, short_name: 'nobody' })).code).toBe('not_found');
  });
});

describe('how readily an assistant runs tasks', () => {
  test('suggest_only is one choice: the highest threshold, with what that comes to', async () => {
    const { call } = await toolBench();
    const made = await call(createAssistant, { workspace_name, short_name: 'shy-sam', suggest_only: true });
    expect(made).toMatchObject({
      runConfidenceThreshold: 1,
      runs_tasks: expect.stringContaining('match of 1'),
    });
    expect(made.conflicts).toBeUndefined();
    const [, given] = /^create_chat_rule\((.*)\)$/.exec(made.next)!;
    const rule = await call(createChatRule, JSON.parse(`{${given!.replaceAll(/(\w+)=(?=")/g, '"$1":')}}`));
    expect(rule).toMatchObject({ scope_type: 'persona', scope_id: 'shy-sam', is_active: true });
    const named = { workspace_name, assistant_name: 'shy-sam' };
    expect((await call(getAssistant, named)).runs_tasks).toContain('Suggests tasks. Unasked');
    const changed = await call(updateAssistant, { ...named, suggest_only: false });
    expect(changed).toMatchObject({
      runConfidenceThreshold: 0.95,
      runs_tasks: expect.stringContaining('at least 0.95'),
    });
    expect(changed.next).toBeUndefined();
    expect((await call(updateAssistant, { ...named, suggest_only: true })).next).toBe(made.next);
    expect((await call(updateAssistant, { ...named, description: 'y' })).next).toBeUndefined();
    await call(updateAssistant, { ...named, suggest_only: false });
    expect(await call(updateAssistant, { ...named, description: 'x' })).toMatchObject({
      runConfidenceThreshold: 0.95,
    });
  });

  test.each([
    [true, 0.5],
    [false, 1],
  ])('suggest_only=%s does not go with a threshold of %d', async (suggest_only, run_confidence_threshold) => {
    const { refusal, sandbox } = await toolBench();
    const error = await refusal(createAssistant, {
      ...{ workspace_name, short_name: 'shy-sam', suggest_only, run_confidence_threshold },
    });
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('cannot be combined') });
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  test('a threshold of 1 beside suggest_only=true says the same', async () => {
    const { call } = await toolBench();
    const both = { suggest_only: true, run_confidence_threshold: 1 };
    expect(await call(createAssistant, { workspace_name, short_name: 'shy-sam', ...both })).toMatchObject({
      runConfidenceThreshold: 1,
    });
  });

  test('settings that the published API leaves open are noted where no assistant has them', async () => {
    const { call } = await toolBench();
    const made = await call(createAssistant, {
      ...{ workspace_name, short_name: 'odd-otto', filter_issue_selection_strategy: 'NEWEST' },
      ...{ search_filters: { access: 'read-only', acess: 'x' }, run_config: { mode: 'x' } },
    });
    expect(made.notes).toEqual([
      expect.stringMatching(/^search_filters\.acess: no assistant .* \(they have access\)/),
      expect.stringMatching(/^run_config\.mode: .* \(they have none\)/),
      expect.stringContaining('NEWEST'),
    ]);
    const usual = await call(createAssistant, {
      ...{ workspace_name, short_name: 'plain-pia', filter_issue_selection_strategy: 'MOST_SEVERE' },
      search_filters: { access: 'read-only' },
    });
    expect(usual.notes).toBeUndefined();
  });
});
