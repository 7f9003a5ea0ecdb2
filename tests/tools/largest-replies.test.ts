import { expect, test } from 'vitest';
import { BOUNDS } from '../../src/config/bounds.ts';
import type { Workspace } from '../../src/sandbox/state/records.ts';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { inputSchema } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { CALLS } from '../faults/calls.ts';
import { toolBench } from './tool-caller.ts';

/** Enough for every list to pass the bound; `MANY=5000` tries it with as many. */
const MANY = Number(process.env.MANY ?? 100);
const TEXT = 'A text that somebody else wrote, “with quotes” and ünlauts. ';
const LONG = TEXT.repeat(150);
const PLAIN = TEXT.repeat(16);

const toolOf = (name: string): ToolDefinition => tools.find((tool) => tool.name === name)!;

/** Many of everything; the texts of the first ones are as long as somebody may write them. */
function fill(workspace: Workspace, nextId: () => number): void {
  const { issues, rules, commands, executions, notes, personas, runSessions, secrets } = workspace;
  const copies = <Key, Item>(
    map: Map<Key, Item>,
    make: (item: Item, id: number) => [Key, Item],
    many = MANY,
  ) => {
    const [first] = map.values();
    if (first === undefined) throw new Error('There is nothing to copy.');
    for (let count = map.size; count < many; count += 1) map.set(...make(first, nextId()));
  };
  for (const issue of issues.values()) Object.assign(issue, { title: LONG, nextSteps: LONG, summary: LONG });
  for (const rule of rules.values()) Object.assign(rule, { rule_content: LONG });
  for (const command of commands.values()) Object.assign(command, { command_content: LONG });
  for (const note of notes.values()) Object.assign(note, { content: LONG.slice(0, 20_000) });
  for (const persona of personas.values()) Object.assign(persona, { description: LONG });
  for (const session of runSessions.values()) Object.assign(session, { notes: LONG });
  copies(issues, (issue, id) => [
    id,
    { ...issue, id, categorizationKey: `${id}`, title: PLAIN, nextSteps: PLAIN, summary: PLAIN },
  ]);
  copies(rules, (rule, id) => [id, { ...rule, id, name: `rule-${id}`, rule_content: PLAIN }]);
  copies(commands, (command, id) => [id, { ...command, id, name: `command-${id}`, command_content: PLAIN }]);
  copies(notes, (note, id) => {
    const noteId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
    return [noteId, { ...note, noteId, content: PLAIN }];
  });
  copies(personas, (persona, id) => [
    `helper-${id}`,
    { ...persona, shortName: `helper-${id}`, description: PLAIN },
  ]);
  copies(runSessions, (session, id) => [id, { ...session, id, notes: PLAIN, runRequests: [] }]);
  copies(secrets, (secret, id) => [`k8s:file@secret/${id}:${'key'.repeat(60)}`, secret]);
  for (const command of commands.values()) {
    for (let run = 0; run < 100 && executions.size < 500; run += 1) {
      const id = nextId();
      const times = { started_at: command.created_at, finished_at: command.created_at };
      executions.set(id, {
        ...{ id, command_id: command.id, command_content: LONG, status: 'succeeded', result: LONG, ...times },
      });
    }
  }
}

const bytesOf = (text: string) => Buffer.byteLength(text);

test('no reply is longer than its bound where there is much of everything, and a list that is cut says how to go on', async () => {
  const bench = await toolBench({
    slxs: MANY * 2,
    environment: { MCP_POLL_INTERVAL_S: '0.1', MCP_ARTIFACT_SETTLE_DELAY_S: '0' },
  });
  const { world } = bench.sandbox;
  const reads = CALLS.filter(({ tool }) => toolOf(tool).effect === 'read' || /^run_/.test(tool));
  const rows: { name: string; bytes: number }[] = [];
  const silent: string[] = [];
  fill(world.workspaces.get('checkout-prod')!, world.nextId);
  for (const { tool, before, args } of reads) {
    const definition = toolOf(tool);
    const made = before && (await bench.call(toolOf(before.tool), before.args));
    const limits = Object.fromEntries(
      Object.entries(inputSchema(definition).properties).flatMap(([name, schema]) =>
        /^(limit|page_size|max_results)$/.test(name) ? [[name, (schema as { maximum: number }).maximum]] : [],
      ),
    );
    const blocks = await bench.blocks(definition, { ...args(made), ...limits });
    const bytes = blocks.reduce((sum, block) => sum + bytesOf(JSON.stringify(block)), 0);
    rows.push({ name: tool, bytes });
    const all = Object.assign({}, ...blocks.filter((block) => !Array.isArray(block)));
    const shown = (all.results ?? blocks[0])?.length;
    const isCut =
      all.cut !== undefined || (typeof all.count === 'number' && shown !== undefined && all.count > shown);
    if (
      isCut &&
      !/\w+\(.*\)|narrow|session_id/i.test(JSON.stringify([all.next, all.note, all.notes, all.cut]))
    )
      silent.push(tool);
  }
  const table = rows
    .toSorted((one, other) => other.bytes - one.bytes)
    .map(({ name, bytes }) => `${String(bytes).padStart(7)}  ${name}`);
  console.log(`Bytes of the largest replies:\n${table.slice(0, 12).join('\n')}`);
  expect(rows.filter(({ bytes }) => bytes > BOUNDS.reply.limit)).toEqual([]);
  expect(silent).toEqual([]);
}, 180_000);
