import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { type Answers, STEPS } from './calls.ts';
import { differences, fieldsOf } from './fields.ts';
import { firstCalls, wrongCalls } from './wrong-calls.ts';

/**
 * Calls every tool of the Python server, and the same tools of this one, each on a sandbox of its own, and prints what
 * the sandbox refused and which fields of the Python server's answers are not in ours.
 *
 *   npx tsx bench/python-server/start.ts path/to/runwhen-platform-mcp [folder for all answers]
 *
 * The folder's `theirs.json` may stand for the Python server another time, and its `python-server-results.json` is what
 * tests/ground-truth keeps of it.
 */
interface Outcome {
  answers: Answers;
  failed: Record<string, unknown>;
  /** Method, path and status of what the sandbox refused, by step. */
  refusals: Record<string, string[]>;
  /** What came back where one thing was wrong, by what was. */
  wrong: Record<string, Reply>;
}

interface Reply {
  /** `refused` is an error in a success. */
  kind: 'answer' | 'refused' | 'error';
  value: unknown;
}

async function callAll(command: string, args: string[]): Promise<Outcome> {
  const refused: string[] = [];
  const sandbox = await startSandbox({
    observe: ({ request, response }) => {
      if (response.status >= 400) refused.push(`${request.method} ${request.path} ${response.status}`);
    },
  });
  const outcome: Outcome = { answers: {}, failed: {}, refusals: {}, wrong: {} };
  try {
    await withClient({ command, args, sandbox, token: sandbox.token }, async (call, offered) => {
      for (const { tool, as = tool, args: make } of STEPS) {
        if (!offered.has(tool)) continue;
        const { kind, value } = await call(tool, make(outcome.answers));
        if (kind !== 'answer') outcome.failed[as] = value;
        outcome.answers[as] = value;
        if (refused.length > 0) outcome.refusals[as] = refused.splice(0);
      }
      for (const { as, tool, args: given } of wrongCalls(outcome.answers))
        outcome.wrong[as] = await call(tool, given);
    });
    await withClient({ command, args, sandbox, token: 'not-a-token' }, async (call) => {
      for (const { tool, args: given } of firstCalls(outcome.answers))
        outcome.wrong[`${tool} with a wrong token`] = await call(tool, given);
    });
  } finally {
    await sandbox.close();
  }
  return outcome;
}

type Call = (tool: string, args: Record<string, unknown>) => Promise<Reply>;

/** Runs the server as a host does, for as long as the work lasts. */
async function withClient(
  { command, args, sandbox, token }: { command: string; args: string[]; sandbox: Sandbox; token: string },
  work: (call: Call, offered: Set<string>) => Promise<void>,
): Promise<void> {
  const client = new Client({ name: 'peer', version: '1.0.0' });
  const { PATH = '', HOME = '' } = process.env;
  const transport = new StdioClientTransport({
    command,
    args,
    cwd: '/',
    env: {
      PATH,
      HOME,
      RW_API_URL: sandbox.url,
      RUNWHEN_AGENT_URL: sandbox.url,
      RUNWHEN_REGISTRY_URL: sandbox.url,
      RUNWHEN_APP_URL: sandbox.url,
      RUNWHEN_TOKEN: token,
      MCP_POLL_INTERVAL_S: '1',
      MCP_CONFIRM: 'never',
    },
    stderr: 'ignore',
  });
  try {
    await client.connect(transport, { timeout: 300_000 });
    const offered = new Set((await client.listTools()).tools.map(({ name }) => name));
    await work(async (name, given) => {
      const { content, isError } = await client
        .callTool({ name, arguments: given }, { timeout: 300_000 })
        .catch((error: Error) => ({ content: [{ type: 'text', text: error.message }], isError: true }));
      const value = read(content as { text: string }[]);
      return { kind: kindOf(value, isError), value };
    }, offered);
  } finally {
    await client.close();
  }
}

function kindOf(value: unknown, isError: boolean | undefined): Reply['kind'] {
  if (isError) return 'error';
  return typeof value === 'object' && value !== null && 'error' in value ? 'refused' : 'answer';
}

function read(content: { text: string }[]): unknown {
  const text = content[0]?.text ?? '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const [command, folder] = process.argv.slice(2);
if (!command)
  throw new Error('Name the Python server: npx tsx bench/python-server/start.ts COMMAND [FOLDER]');
execFileSync('npm', ['run', '-s', 'build', '--', '--silent']);
const theirs: Outcome = command.endsWith('.json')
  ? JSON.parse(readFileSync(command, 'utf8'))
  : await callAll(command, []);
if (folder) {
  mkdirSync(folder, { recursive: true });
  write('theirs', theirs);
  const of = (values: [string, unknown][]) =>
    Object.fromEntries(values.map(([step, value]) => [step, fieldsOf(value)]));
  write('python-server-results', of(Object.entries(theirs.answers)));
  write(
    'python-server-refusals',
    Object.fromEntries(
      Object.entries(theirs.wrong).map(([as, { kind, value }]) => [
        as,
        kind === 'answer' ? fieldsOf(value) : kind,
      ]),
    ),
  );
}
const ours = await callAll(process.execPath, [resolve('dist/cli.js')]);
if (folder) write('ours', ours);

function write(name: string, value: unknown): void {
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(value, null, 1)}\n`);
}

for (const [who, outcome] of Object.entries({ 'Python server': theirs, 'this server': ours })) {
  process.stdout.write(`\n${who}: ${Object.keys(outcome.answers).length} calls\n`);
  for (const [step, value] of Object.entries(outcome.failed))
    process.stdout.write(`  error     ${step}: ${JSON.stringify(value).slice(0, 300)}\n`);
  for (const [step, calls] of Object.entries(outcome.refusals))
    process.stdout.write(`  refused   ${step}: ${[...new Set(calls)].join(', ')}\n`);
}
process.stdout.write("\nFields of the Python server's answers that ours lack or have as something else\n");
for (const [step, value] of Object.entries(theirs.answers)) {
  const found = differences(fieldsOf(value), fieldsOf(ours.answers[step]));
  if (found.length > 0) process.stdout.write(`  ${step}: ${found.join(' · ')}\n`);
}
process.stdout.write('\nAnswered by the Python server where one thing was wrong, and not by ours\n');
for (const [as, { kind }] of Object.entries(theirs.wrong))
  if (kind === 'answer' && ours.wrong[as]?.kind !== 'answer')
    process.stdout.write(`  ${as}: ${JSON.stringify(ours.wrong[as]?.value).slice(0, 300)}\n`);
