import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RecordedCall } from './record.ts';
import { inWords, judge, startScene, TASKS } from './tasks.ts';
import { untilTold } from './until-told.ts';

/**
 * Twenty tasks for any agent, on a sandbox, with this server or another that speaks over stdio; how they ended, and what they
 * took.
 *
 *   npx tsx bench/evals/start.ts FOLDER [COMMAND ARGUMENT...]
 *
 * COMMAND starts the server, this one where it is left out. FOLDER gets `tasks.md` for the agent and `mcp.json` for its host.
 * Enter, or the end of standard input, ends it, once the agent has written `answers.json` there.
 */
async function main([folder, ...command]: string[]): Promise<void> {
  if (!folder) throw new Error('Usage: start.ts FOLDER [COMMAND ARGUMENT...]');
  const place = resolve(folder);
  mkdirSync(place, { recursive: true });
  const [transcript, answers] = ['transcript.jsonl', 'answers.json'].map((name) => resolve(place, name)) as [
    string,
    string,
  ];
  const { sandbox, scene } = await startScene();
  const { PATH = '', HOME = '' } = process.env;
  const server = {
    command: resolve('node_modules/.bin/tsx'),
    args: [
      ...[resolve('bench/evals/record.ts'), transcript],
      ...(command.length > 0 ? command : [process.execPath, resolve('dist/cli.js')]),
    ],
    env: {
      ...{ PATH, HOME, MCP_CONFIRM: 'never', RUNWHEN_TOKEN: sandbox.token, RW_API_URL: sandbox.url },
      ...{ RUNWHEN_AGENT_URL: sandbox.url, RUNWHEN_REGISTRY_URL: sandbox.url, RUNWHEN_APP_URL: sandbox.url },
    },
  };
  writeFileSync(resolve(place, 'tasks.md'), inWords());
  writeFileSync(
    resolve(place, 'mcp.json'),
    `${JSON.stringify({ mcpServers: { runwhen: server } }, null, 2)}\n`,
  );
  writeFileSync(transcript, '');
  console.log(`Connect an agent with ${place}/mcp.json and give it ${place}/tasks.md.`);
  await untilTold(`Press Enter when it has written ${answers}. `, process.stdin, process.stdout);
  const ends = judge(existsSync(answers) ? JSON.parse(readFileSync(answers, 'utf8')) : {}, scene);
  const lines = readFileSync(transcript, 'utf8').split('\n').filter(Boolean);
  report(
    ends,
    lines.map((line) => JSON.parse(line) as RecordedCall),
  );
  await sandbox.close();
  process.exit([...ends.values()].every((problems) => problems.length === 0) ? 0 : 1);
}

function report(ends: Map<string, string[]>, calls: RecordedCall[]): void {
  for (const [id, problems] of ends)
    console.log(
      `${problems.length === 0 ? 'done  ' : 'failed'} ${id}${problems.map((one) => `\n         ${one}`).join('')}`,
    );
  const done = [...ends.values()].filter((problems) => problems.length === 0).length;
  const bytes = calls.reduce((sum, call) => sum + call.bytes, 0);
  const seconds = Math.round(calls.reduce((sum, call) => sum + call.ms, 0) / 1000);
  console.log(
    `${done} of ${TASKS.length} tasks; ${calls.length} calls, ${calls.filter(({ failed }) => failed).length} errors, ${bytes} bytes of answers, ${seconds} s in calls.`,
  );
}

await main(process.argv.slice(2));
