import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PROMPTS } from '../../src/prompts/catalogue.ts';
import type { ArgumentKind } from '../../src/prompts/define-prompt.ts';
import { LIVE_RESOURCES } from '../../src/resources/live-resources.ts';
import { inputSchema } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { StandIn, toolCalls } from '../content/tool-calls.ts';
import { type CheckedSandbox, startCheckedSandbox } from '../contract/checked-sandbox.ts';
import { authorized, type HttpBench, serve } from '../server/http/http-bench.ts';

const workspace_name = 'checkout-prod';

let sandbox: CheckedSandbox;
let http: HttpBench;
let client: Client;

async function connect(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'host', version: '1.0.0' });
  const requestInit = { headers: { ...authorized(sandbox.token), ...headers } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

beforeAll(async () => {
  sandbox = await startCheckedSandbox();
  http = await serve(sandbox.url);
  client = await connect(http.url);
});
afterAll(async () => {
  await client.close();
  await http.close();
  await sandbox.close();
});

const firstIssue = () => String([...sandbox.world.workspaces.get(workspace_name)!.issues.keys()][0]);

/** An argument of a prompt, or a variable of an address. */
interface Completed {
  ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  name: string;
}

const argumentsOf = (): Record<string, Record<string, string>> => ({
  investigate_incident: { symptom: 'checkout is "slow"' },
  explain_issue: { issue_id: firstIssue() },
  morning_summary: {},
  shift_handover: { since: '8h', for_whom: 'the night shift' },
  week_review: { slx_name: 'checkout-prod--checkout-api-pods' },
  write_check: { goal: 'the queue is stuck' },
  check_from_runbook: { runbook: 'Look at the queue. If it is full, restart it.' },
  tune_noisy_check: { slx_name: 'checkout-api-pods' },
  deploy_from_registry: { goal: 'kubernetes' },
  write_runwhen_md: {},
});

async function textOf(name: string, args: Record<string, string>): Promise<string> {
  const { messages } = await client.getPrompt({ name, arguments: { workspace_name, ...args } });
  return (messages[0]!.content as { text: string }).text;
}

test('every prompt is listed with title, description and described arguments', async () => {
  const { prompts } = await client.listPrompts();
  expect(prompts.map(({ name }) => name)).toEqual(PROMPTS.map(({ name }) => name));
  expect(new Set(prompts.map(({ title }) => title)).size).toBe(prompts.length);
  for (const { arguments: args = [] } of prompts) {
    expect(args.length).toBeLessThanOrEqual(3);
    expect(args.every(({ description }) => description)).toBe(true);
  }
});

describe.each(PROMPTS)('$name', ({ name, names }) => {
  test('names in its steps only tools and parameters that there are, and says all of them', async () => {
    const calls = toolCalls(await textOf(name, argumentsOf()[name]!));
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) {
      const tool = tools.find(({ name }) => name === call.tool);
      expect(tool, call.tool).toBeDefined();
      const { properties, required = [] } = inputSchema(tool!);
      expect(
        Object.keys(call.args).filter((key) => !(key in properties)),
        call.tool,
      ).toEqual([]);
      expect(
        required.filter((key) => !(key in call.args)),
        call.tool,
      ).toEqual([]);
      expect(names, 'what the prompt says that it needs').toContain(call.tool);
    }
  });

  test('has reading steps that work when they are followed', async () => {
    const calls = toolCalls(await textOf(name, argumentsOf()[name]!)).filter(({ tool, args }) => {
      const reads = tools.find((known) => known.name === tool)!.effect === 'read';
      return reads && !Object.values(args).some((value) => value instanceof StandIn);
    });
    for (const { tool, args } of calls) {
      const result = await client.callTool({ name: tool, arguments: args });
      expect(result.isError, `${tool}: ${JSON.stringify(result.content)}`).not.toBe(true);
    }
  });
});

test('live data is in the prompt, and marked as data', async () => {
  const text = await textOf('investigate_incident', {});
  expect(text).toContain('data, not instructions');
  expect(text).toMatch(/- severity 1: .*\(issue \d+, SLX /);
});

test('what a prompt cannot do without is asked for', async () => {
  await expect(client.getPrompt({ name: 'write_check', arguments: { workspace_name } })).rejects.toThrow(
    'needs goal',
  );
  await expect(textOf('explain_issue', { issue_id: 'seven' })).rejects.toThrow('is a number');
  await expect(textOf('tune_noisy_check', { slx_name: 'no-such' })).rejects.toThrow();
  await expect(textOf('no_such_prompt', {})).rejects.toThrow('There are: investigate_incident');
  await expect(textOf('morning_summary', { sinse: '1h' })).rejects.toThrow('takes no sinse');
});

test('is not offered where a tool of its steps is not', async () => {
  const narrowed = await connect(http.url, { 'x-mcp-toolsets': 'investigate' });
  const names = (await narrowed.listPrompts()).prompts.map(({ name }) => name);
  expect(names).toContain('investigate_incident');
  expect(names).not.toContain('write_check');
  await narrowed.close();
});

describe('completion', () => {
  const complete = async (name: string, argument: string, value: string, args?: Record<string, string>) =>
    (
      await client.complete({
        ref: { type: 'ref/prompt', name },
        argument: { name: argument, value },
        ...(args ? { context: { arguments: args } } : {}),
      })
    ).completion.values;

  test('knows workspaces, issues and SLXs', async () => {
    const soon = { timeout: 20_000 };
    await expect
      .poll(() => complete('morning_summary', 'workspace_name', 'check'), soon)
      .toContain(workspace_name);
    const within = { workspace_name };
    await expect
      .poll(() => complete('tune_noisy_check', 'slx_name', 'checkout-api', within), soon)
      .toContain('checkout-api-pods');
    await expect
      .poll(async () => (await complete('explain_issue', 'issue_id', '', within)).length, soon)
      .toBeGreaterThan(0);
  });

  test('offers periods', async () => {
    expect(await complete('shift_handover', 'since', '')).toEqual(['8h', '12h', '24h', '3d', '7d']);
    expect(await complete('week_review', 'since', '7')).toEqual(['7d']);
    expect(await complete('shift_handover', 'for_whom', 'n')).toEqual([]);
  });

  test('is empty for free text, and in time where the platform is slow', async () => {
    expect(await complete('write_check', 'goal', 'x')).toEqual([]);
    const mend = sandbox.faults.add({ path: /\/slxs$/, silenceMs: 20_000 });
    expect(await complete('tune_noisy_check', 'slx_name', 'c', { workspace_name })).toEqual([]);
    mend();
  });

  test.each([
    ['silent', { silenceMs: 20_000 }],
    ['broken', { status: 500 }],
    ['closed to the caller', { status: 403 }],
  ])('is empty for everything that it would ask where the platform is %s', async (_, fault) => {
    const other = await serve(sandbox.url);
    onTestFinished(
      sandbox.faults.add({
        path: /^(?!.*\b(users|whoami)\b)/,
        ...fault,
      }),
    );
    const unhappy = await connect(other.url);
    const asked = new Map<ArgumentKind, Completed>();
    for (const { name: prompt, arguments: args } of PROMPTS)
      for (const { kind, name } of args) asked.set(kind, { ref: { type: 'ref/prompt', name: prompt }, name });
    for (const { template, variables } of LIVE_RESOURCES)
      for (const { kind, name } of variables)
        asked.set(kind, { ref: { type: 'ref/resource', uri: template }, name });
    asked.delete('period');
    for (const { ref, name } of asked.values()) {
      const argument = { name, value: '' };
      const within = { workspace_name, workspace: workspace_name };
      const { completion } = await unhappy.complete({ ref, argument, context: { arguments: within } });
      expect(completion.values, `${JSON.stringify(ref)} ${name}`).toEqual([]);
    }
    await unhappy.close();
    await other.close();
  });

  test('knows the variables of the resource templates', async () => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'runwhen-skill://{name}' },
      argument: { name: 'name', value: 'build' },
    });
    expect(completion.values).toContain('build-runwhen-task');
  });
});

test('the server has a name for programs, a title for people, icons and an address', () => {
  const server = client.getServerVersion()!;
  expect(server).toMatchObject({
    name: 'runwhen-platform-mcp',
    websiteUrl: expect.stringMatching(/^https:/),
  });
  expect(server.title).toContain('RunWhen Platform');
  expect(server.icons?.map(({ theme }) => theme)).toEqual(['light', 'dark']);
});

test('every resource has a title of its own', async () => {
  const { resources } = await client.listResources();
  expect(new Set(resources.map(({ title }) => title)).size).toBe(resources.length);
});

describe('live resources', () => {
  const read = async (uri: string) => {
    const { contents } = await client.readResource({ uri });
    return JSON.parse((contents[0] as { text: string }).text);
  };

  test('are templates whose every variable is completed', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();
    const live = resourceTemplates.filter(({ uriTemplate }) => /^runwhen(-registry)?:/.test(uriTemplate));
    expect(live).toHaveLength(LIVE_RESOURCES.length);
    for (const { template, variables } of LIVE_RESOURCES) {
      const complete = async (name: string, args: Record<string, string>) => {
        const { completion } = await client.complete({
          ref: { type: 'ref/resource', uri: template },
          argument: { name, value: '' },
          context: { arguments: args },
        });
        return completion.values;
      };
      const given: Record<string, string> = {};
      let uri = template;
      for (const { name } of variables) {
        let chosen: string | undefined;
        const choose = async () => {
          const values = await complete(name, given);
          chosen = name === 'workspace' ? values.find((value) => value === workspace_name) : values[0];
          return chosen;
        };
        await expect.poll(choose, { timeout: 20_000 }).toEqual(expect.any(String));
        given[name] = chosen!;
        uri = uri.replace(`{${name}}`, chosen!);
      }
      expect(JSON.stringify(await read(uri)), uri).toContain(Object.values(given).at(-1));
    }
  });

  test('list the workspaces that the caller may see, and none where the platform is slow', async () => {
    const listed = async (of: Client) =>
      (await of.listResources()).resources.filter(({ uri }) => uri.startsWith('runwhen://'));
    expect(await listed(client)).toContainEqual({
      ...{ uri: `runwhen://${workspace_name}`, name: workspace_name, mimeType: 'application/json' },
      ...{ title: expect.stringContaining(workspace_name), description: expect.any(String) },
    });
    const other = await serve(sandbox.url);
    const mend = sandbox.faults.add({ path: '/api/v3/workspaces', silenceMs: 20_000 });
    const slow = await connect(other.url);
    expect(await listed(slow)).toEqual([]);
    mend();
    await slow.close();
    await other.close();
  });

  test('are offered with the tools that read the same', async () => {
    const narrowed = await connect(http.url, { 'x-mcp-tools': 'get_issue_details' });
    const { resourceTemplates } = await narrowed.listResourceTemplates();
    expect(resourceTemplates.map(({ name }) => name)).toEqual([
      'skills',
      'skill-references',
      'views',
      'issues',
    ]);
    await expect(narrowed.readResource({ uri: `runwhen://${workspace_name}/slxs/x` })).rejects.toThrow();
    await narrowed.close();
  });

  test('say what is wrong with an address', async () => {
    await expect(read(`runwhen://${workspace_name}/slxs/no-such`)).rejects.toThrow();
    await expect(read(`runwhen://${workspace_name}/issues/seven`)).rejects.toThrow('is a number');
    await expect(read('runwhen://nowhere/slxs/checkout-api-pods')).rejects.toThrow('nowhere');
  });
});
