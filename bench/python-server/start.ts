import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type Answers, STEPS } from './calls.ts';
import { differences, fieldsOf } from './fields.ts';

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
}

async function callAll(command: string, args: string[]): Promise<Outcome> {
  const refused: string[] = [];
  const sandbox = await startSandbox({
    observe: ({ request, response }) => {
      if (response.status >= 400) refused.push(`${request.method} ${request.path} ${response.status}`);
    },
  });
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
      RUNWHEN_TOKEN: sandbox.token,
      MCP_POLL_INTERVAL_S: '1',
      MCP_CONFIRM: 'never',
    },
    stderr: 'ignore',
  });
  const outcome: Outcome = { answers: {}, failed: {}, refusals: {} };
  try {
    await client.connect(transport);
    const offered = new Set((await client.listTools()).tools.map(({ name }) => name));
    for (const { tool, as = tool, args: make } of STEPS) {
      if (!offered.has(tool)) continue;
      const { content, isError } = await client
        .callTool({ name: tool, arguments: make(outcome.answers) }, { timeout: 120_000 })
        .catch((error: Error) => ({ content: [{ type: 'text', text: error.message }], isError: true }));
      const value = read(content as { text: string }[]);
      if (isError || (value && typeof value === 'object' && 'error' in value)) outcome.failed[as] = value;
      outcome.answers[as] = value;
      if (refused.length > 0) outcome.refusals[as] = refused.splice(0);
    }
  } finally {
    await client.close();
    await sandbox.close();
  }
  return outcome;
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
const ours = await callAll(process.execPath, [resolve('dist/cli.js')]);
if (folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/theirs.json`, JSON.stringify(theirs, null, 1));
  const fields = Object.entries(theirs.answers).map(([step, value]) => [step, fieldsOf(value)]);
  writeFileSync(
    `${folder}/python-server-results.json`,
    `${JSON.stringify(Object.fromEntries(fields), null, 1)}\n`,
  );
  writeFileSync(`${folder}/ours.json`, JSON.stringify(ours, null, 1));
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
