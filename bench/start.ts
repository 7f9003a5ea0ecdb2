import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { median, report, round } from './report.ts';

/** Pairs of runs: one of Node alone, one of the server, so that a busy moment meets both. */
const PAIRS = 15;
const FACTOR = 1.6;
const ALLOWANCE_MS = 60;

const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  },
};

/** The same for both, and nothing of what starts this script: loaders in the environment would slow Node alone. */
const SURROUNDINGS = { cwd: tmpdir(), env: { PATH: process.env.PATH } };

/** Milliseconds from starting `node -e ""` to its end. */
async function nodeAlone(): Promise<number> {
  const start = performance.now();
  await once(spawn(process.execPath, ['-e', ''], { ...SURROUNDINGS, stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}

/** Milliseconds from starting the built server, with no token, to its answer to `initialize`. */
async function serverAnswer(): Promise<number> {
  const start = performance.now();
  const server = spawn(process.execPath, [resolve('dist/cli.js')], {
    ...SURROUNDINGS,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  server.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const took = performance.now() - start;
  if (!JSON.parse(line).result) throw new Error(`initialize was answered with ${line}`);
  server.stdin.end();
  await exited;
  return took;
}

await nodeAlone();
await serverAnswer();
const alone: number[] = [];
const answers: number[] = [];
for (let pair = 0; pair < PAIRS; pair++) {
  alone.push(await nodeAlone());
  answers.push(await serverAnswer());
}
const bound = FACTOR * median(alone) + ALLOWANCE_MS;
report({
  measured: 'start of the built server to its answer to initialize, over stdio, against node -e ""',
  numbers: {
    pairs: PAIRS,
    node_median_ms: round(median(alone)),
    answer_median_ms: round(median(answers)),
    bound_ms: round(bound),
    ratio: round(median(answers) / median(alone), 2),
    part_of_bound: round(median(answers) / bound, 2),
  },
  bound: `median answer ≤ ${FACTOR} × median of node -e "" + ${ALLOWANCE_MS} ms`,
  held: median(answers) <= bound,
});
