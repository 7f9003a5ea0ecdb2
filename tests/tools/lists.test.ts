import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { createLogger } from '../../src/log/logger.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import type { Workspace } from '../../src/sandbox/state/records.ts';
import { type Backend, createBackend } from '../../src/server/backend.ts';
import { createServer } from '../../src/server/create-server.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';

type Json = Record<string, unknown>;

interface Reply extends Json {
  results: Json[];
  count?: number;
  next_offset?: number;
  next?: string;
  note?: string;
}

const workspace_name = 'checkout-prod';
const SOURCE = 'webhook';
const LONG = 'A text that somebody wrote. '.repeat(80);

let sandbox: Sandbox;
let backend: Backend;
let client: Client;
let command_id: number;

beforeAll(async () => {
  sandbox = await startSandbox({ slxs: 240 });
  command_id = fill(sandbox.world.workspaces.get(workspace_name)!);
  const environment = {
    RW_API_URL: sandbox.url,
    RUNWHEN_REGISTRY_URL: sandbox.url,
  };
  const config = loadConfig({ environment, workingDirectory: '/' });
  backend = createBackend(config);
  const server = await createServer({
    config,
    transport: 'stdio',
    era: 'modern',
    log: createLogger('error'),
    platformFor: (_request, tool, limits) => backend.platform({ token: sandbox.token, tool, ...limits }),
  });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  client = new Client({ name: 'lists', version: '1.0.0' });
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
});

afterAll(async () => {
  await client.close();
  await backend.close();
  await sandbox.close();
});

/** More of everything than one reply holds, or than one call lists; the id of a command with many runs. */
function fill({ issues, rules, commands, notes, runSessions, personas, executions }: Workspace): number {
  const copies = <Key, Item>(
    map: Map<Key, Item>,
    many: number,
    make: (item: Item, id: number) => [Key, Item],
  ) => {
    const [first] = map.values();
    for (let id = 700_001; id <= 700_000 + many; id += 1) map.set(...make(first!, id));
  };
  copies(issues, 120, (issue, id) => [
    id,
    { ...issue, id, categorizationKey: `${id}`, title: LONG, occurrences: [] },
  ]);
  copies(rules, 60, (rule, id) => [id, { ...rule, id, name: `rule-${id}`, rule_content: LONG }]);
  copies(commands, 60, (command, id) => [id, { ...command, id, name: `command-${id}` }]);
  copies(personas, 60, (persona, id) => [
    `helper-${id}`,
    { ...persona, id, shortName: `helper-${id}`, description: LONG },
  ]);
  copies(notes, 220, (note, id) => {
    const noteId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
    return [noteId, { ...note, noteId, title: `${id} ${LONG.slice(0, 200)}` }];
  });
  const runOfMany = [...runSessions.values()].flatMap(({ runRequests }) => runRequests).slice(0, 1);
  copies(runSessions, 55, (session, id) => {
    const runRequests = id % 2 === 0 ? runOfMany : [];
    return [id, { ...session, id, name: LONG, source: SOURCE, runRequests }];
  });
  const [command] = commands.values();
  copies(executions, 30, (run, id) => [id, { ...run, id, command_id: command!.id }]);
  return command!.id;
}

async function list(tool: string, args: Json): Promise<Reply> {
  const { content, isError } = await client.callTool({ name: tool, arguments: args });
  const blocks = content.map((block) => JSON.parse('text' in block ? block.text : '{}'));
  expect(isError ?? false, JSON.stringify(blocks)).toBe(false);
  return Object.assign({}, ...blocks.map((block) => (Array.isArray(block) ? { results: block } : block)));
}

/** Lists that are gone through by offset; `size` is the argument that bounds a page, `bound` its value where all rows fit into one reply. */
const WALKED: [tool: string, args: Json, size?: string, bound?: number][] = [
  ['get_workspace_issues', { workspace_name }, 'limit'],
  ['get_workspace_issues', { workspace_name, state: 'all', severity: 3, or_worse: true }, 'limit'],
  ['get_workspace_slxs', { workspace_name }],
  ['list_workspace_resources', { workspace_name }, 'limit', 100],
  ['list_chat_rules', { workspace_name }, 'page_size'],
  ['list_chat_rules', { workspace_name, scope_type: 'workspace' }, 'page_size'],
  ['list_chat_commands', { workspace_name }, 'page_size', 25],
  ['list_knowledge_base_articles', { workspace_name }, 'limit'],
  ['list_assistants', { workspace_name }, 'limit'],
  ['get_run_sessions', { workspace_name }, 'limit'],
  ['get_run_sessions', { workspace_name, outcome: 'issues' }, 'limit'],
];

/** Lists that begin with the first row of all, of which one call shows as many as are asked for. */
const NEWEST: [tool: string, args: () => Json, size: string][] = [
  ['list_chat_command_runs', () => ({ workspace_name, command_id }), 'limit'],
  ['search_registry', () => ({ search: 'pod' }), 'max_results'],
  ['search_registry', () => ({ platform: 'Kubernetes' }), 'max_results'],
];

const propertiesOf = (name: string) =>
  publishTool(tools.find((tool) => tool.name === name)!).inputSchema.properties as Record<
    string,
    { maximum?: number }
  >;

/** Counts what it shows and what there is under names of its own, `returned_count` and `matching_count`. */
const APART = 'list_indexed_resource_types';

test('every tool that lists in parts is tried', () => {
  const tried = new Set([APART, ...[...WALKED, ...NEWEST].map(([tool]) => tool)]);
  const listing = tools
    .filter(({ input }) =>
      ['offset', 'limit', 'page_size', 'max_results'].some((name) => name in input.shape),
    )
    .map(({ name }) => name);
  expect(listing.toSorted()).toEqual([...tried].toSorted());
});

/** Every page from the first, each begun where the one before says. */
async function pagesOf(tool: string, args: Json): Promise<Reply[]> {
  const pages: Reply[] = [];
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const page: Reply = await list(tool, { ...args, offset });
    pages.push(page);
    if (page.next_offset !== undefined) expect(page.next_offset).toBeGreaterThan(offset);
    offset = page.next_offset;
  }
  return pages;
}

const idOf = (row: Json) => String(row.id ?? row.noteId ?? JSON.stringify(row));
const idsOf = (pages: Reply[]) => pages.flatMap(({ results }) => results.map(idOf));

describe.each(WALKED)('%s with %j', (tool, args, size, bound) => {
  const largest = size === undefined ? {} : { [size]: bound ?? propertiesOf(tool)[size]!.maximum };

  test('is whole once every next_offset is followed, with the same count on each page', async () => {
    const pages = await pagesOf(tool, { ...args, ...largest });
    const ids = idsOf(pages);
    expect(new Set(ids).size).toBe(ids.length);
    for (const page of pages.slice(0, -1)) {
      expect(page.next).toContain(`offset=${page.next_offset}`);
      expect(JSON.stringify([page.note, page.notes])).toContain(`offset ${page.next_offset}`);
      expect([undefined, ids.length]).toContain(page.count);
    }
    const last = pages.at(-1)!;
    expect(last).not.toHaveProperty('next');
    expect(JSON.stringify([last.note, last.notes])).not.toMatch(/offset \d|Narrow/);
    if (last.count !== undefined) expect(last.count).toBe(ids.length);
    expect(pages.length).toBeGreaterThan(1);
  });

  test('is empty past its end, and says so', async () => {
    const { results, note, notes, ...past } = await list(tool, { ...args, offset: 5_000 });
    expect(results).toEqual([]);
    expect(past).not.toHaveProperty('next_offset');
    expect(past).not.toHaveProperty('next');
    expect(JSON.stringify([note, notes])).toMatch(/nothing is left at offset 5000/);
  });
});

test.each(WALKED.filter(([, , size]) => size))(
  '%s with %j shows as many rows as were asked for, each one once',
  async (tool, args, size) => {
    const whole = idsOf([await list(tool, args)]);
    const first = await list(tool, { ...args, [size!]: 1 });
    expect(first.results).toHaveLength(1);
    const second = await list(tool, { ...args, [size!]: 2, offset: first.next_offset });
    expect(second.results).toHaveLength(2);
    const shown = [...first.results, ...second.results].map(idOf);
    expect(shown).toEqual(whole.slice(0, 3));
  },
);

describe.each(NEWEST)('%s', (tool, argsOf, size) => {
  const { maximum } = propertiesOf(tool)[size]!;

  test('says how to get more where one row is asked for, without an offset that it does not take', async () => {
    const most = await list(tool, { ...argsOf(), [size]: maximum });
    const one = await list(tool, { ...argsOf(), [size]: 1 });
    expect(most.results.length).toBeGreaterThan(1);
    expect(one.results).toHaveLength(1);
    expect(one).not.toHaveProperty('next_offset');
    expect(one.note).toContain(`Raise ${size}`);
    expect([undefined, most.count]).toContain(one.count);
    expect(JSON.stringify(one)).not.toMatch(/at offset|with offset/);
  });

  test('says nothing of more where all are shown', async () => {
    const most = await list(tool, { ...argsOf(), [size]: maximum });
    expect(most.results).toHaveLength(most.count!);
    expect(most).not.toHaveProperty('note');
  });
});

test('get_run_sessions loses no session with the outcome that is asked for where a page is cut', async () => {
  const shown = idsOf(await pagesOf('get_run_sessions', { workspace_name, outcome: 'issues', limit: 1000 }));
  const copied = [...sandbox.world.workspaces.get(workspace_name)!.runSessions.values()].filter(
    ({ source, runRequests, id }) => source === SOURCE && id > 700_000 && runRequests.length > 0,
  );
  expect(copied.length).toBeGreaterThan(20);
  expect(shown).toEqual(expect.arrayContaining(copied.map(({ id }) => String(id))));
});

test('get_run_sessions names no offset beyond the sessions of one source that the platform finds', async () => {
  const pages = await pagesOf('get_run_sessions', { workspace_name, source: SOURCE, limit: 1000 });
  expect(new Set(idsOf(pages)).size).toBe(50);
  expect(pages.every(({ count }) => count! > 50)).toBe(true);
  expect(pages.at(-1)!.note).toContain('Only the first 50 can be reached by offset: narrow the filters.');
});
