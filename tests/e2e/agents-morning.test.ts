import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTS, type Host, OVER_STDIO } from '../hosts/hosts.ts';

const workspace_name = 'checkout-prod';
const ASSISTANT = 'night-watch';

let host: Host;
const call = (tool: string, args: Record<string, unknown> = {}) =>
  host.call(tool, { workspace_name, ...args });

/** What earlier steps left behind for later ones. */
const made: Record<string, number | string> = {};

describe("an agent's morning", () => {
  beforeAll(async () => {
    host = await HOSTS['a 2.x client on 2026-07-28']!(OVER_STDIO);
  });
  afterAll(() => host.close());

  test('creates an assistant', async () => {
    const assistant = await call('create_assistant', {
      short_name: ASSISTANT,
      full_name: 'Night Watch',
      description: 'Looks after checkout at night',
      filter_stop_words: ['please'],
      run_confidence_threshold: 0.7,
    });
    expect(assistant.name).toBe(`${workspace_name}--${ASSISTANT}`);
  });

  test('changes one field of it and finds the others unchanged', async () => {
    const before = await call('get_assistant', { short_name: ASSISTANT });
    await call('update_assistant', { short_name: ASSISTANT, description: 'Looks after checkout' });
    const after = await call('get_assistant', { short_name: `${workspace_name}--${ASSISTANT}` });
    expect(after).toEqual({
      ...before,
      description: 'Looks after checkout',
      modifiedAt: expect.any(String),
    });
  });

  test('lists the rules and adds one for that assistant, under its full name', async () => {
    const { count } = await call('list_chat_rules');
    const rule = await call('create_chat_rule', {
      name: 'wake-nobody',
      rule_content: 'Below severity 2 propose nothing that wakes anyone.',
      scope_type: 'persona',
      scope_id: `${workspace_name}--${ASSISTANT}`,
    });
    expect(rule.scope_id).toBe(ASSISTANT);
    expect((await call('list_chat_rules')).count).toBe(count + 1);
    made.rule = rule.id;
  });

  test('sees the rule in the resolved configuration', async () => {
    const { rules } = await call('get_workspace_chat_config', { persona_name: ASSISTANT });
    expect(rules.map(({ id }: { id: number }) => id)).toContain(made.rule);
  });

  test('schedules a command, pauses it and runs it now', async () => {
    const command = await call('create_chat_command', {
      name: 'night-report',
      command_content: 'List what happened since 22:00, worst first.',
      scope_type: 'persona',
      scope_id: ASSISTANT,
      cron_schedule: '0 5 * * *',
      sink_configs: [{ type: 'slack', mode: 'channel', target: '#checkout' }],
    });
    const { schedule } = command;
    expect(schedule.next_runs_utc).toHaveLength(3);
    expect(command.assistant_name).toBe(`${workspace_name}--${ASSISTANT}`);

    const paused = await call('update_chat_command', { command_id: command.id, schedule_paused: true });
    expect(paused.schedule).toEqual({ cron_schedule: '0 5 * * *', paused: true });

    await call('run_chat_command', { command_id: command.id });
    const status = async () =>
      (await call('list_chat_command_runs', { command_id: command.id })).results[0].status;
    await expect.poll(status, { timeout: 15_000, interval: 250 }).toBe('succeeded');
  });

  test('writes an article and finds it through chat', async () => {
    const article = await call('create_knowledge_base_article', {
      title: 'Zeppelin batch window',
      content: 'The zeppelin batch locks the ledger from 03:00 to 03:20 UTC every night.',
    });
    made.article = article.noteId;
    const { message } = await call('workspace_chat', {
      message: 'What do you know about the zeppelin batch?',
    });
    expect(message).toContain('Zeppelin batch window');
  });

  test('deprecates the article and deletes it', async () => {
    const ids = { note_id: made.article };
    const article = await call('update_knowledge_base_article', { ...ids, status: 'deprecated' });
    expect(article.status).toBe('deprecated');
    const { message } = await call('workspace_chat', {
      message: 'What do you know about the zeppelin batch?',
    });
    expect(message).not.toContain('Zeppelin batch window');
    const { confirm } = await call('delete_knowledge_base_article', ids);
    await call('delete_knowledge_base_article', { ...ids, confirm });
    expect(await call('list_knowledge_base_articles', { search: 'zeppelin' })).toEqual([]);
  });

  test('finds a bundle in the registry, deploys it and runs it', async () => {
    const { results } = await host.call('search_registry', { search: 'http endpoint', platform: undefined });
    const { codecollection_slug, slug } = results[0];
    const { deploy, user_variables } = await host.call('get_registry_codebundle', {
      collection_slug: codecollection_slug,
      codebundle_slug: slug,
    });
    const needed = user_variables.filter(({ required }: { required: boolean }) => required);
    expect(needed.map(({ name }: { name: string }) => name)).toEqual(['URL']);

    const named = {
      slx_name: 'shop-front-page',
      alias: 'Shop front page',
      statement: 'The front page should answer within a second.',
    };
    await expect(call('deploy_registry_codebundle', { ...named, ...deploy })).rejects.toThrow('URL');
    const deployed = await call('deploy_registry_codebundle', {
      ...named,
      ...deploy,
      config_vars: { URL: 'https://shop.example' },
    });
    expect(deployed).toMatchObject({ status: 'deployed', committed_types: 'runbook + sli' });

    const run = await call('run_slx', { slx_name: 'shop-front-page' });
    // The sandbox has no code for the bundle, and says so.
    expect(run).toMatchObject({ status: 'completed', outcome: 'unknown', failed_titles: [] });
  });
});
