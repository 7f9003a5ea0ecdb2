import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { median, report, round } from './report.ts';

/** Pairs of runs: one of Node alone, one of the server, so that a busy moment meets both. */
const PAIRS = 20;
/** The answer may take so many times as long as the first Node alone; on others what it takes beyond them is held to the first. */
const FACTOR = 2.1;
const TOLERANCE_MS = 3;

/** Programs of Node to measure, of different versions; the one that runs this when none is named. */
const NODES = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath];

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

/** The environment of both, without what started this script: a loader named in it would slow down Node alone. */
const SURROUNDINGS = { cwd: tmpdir(), env: { PATH: process.env.PATH } };

/** Milliseconds from starting `node -e ""` to its end. */
async function nodeAlone(node: string): Promise<number> {
  const start = performance.now();
  await once(spawn(node, ['-e', ''], { ...SURROUNDINGS, stdio: 'ignore' }), 'exit');
  return performance.now() - start;
}

/** Milliseconds from starting the built server, with no token, to its answer to `initialize`. */
async function serverAnswer(node: string): Promise<number> {
  const start = performance.now();
  const server = spawn(node, [resolve('dist/cli.js')], {
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

const version = (node: string) => execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();

const measured = [];
for (const node of NODES) {
  const alone: number[] = [];
  const answers: number[] = [];
  await nodeAlone(node);
  await serverAnswer(node);
  for (let pair = 0; pair < PAIRS; pair++) {
    alone.push(await nodeAlone(node));
    answers.push(await serverAnswer(node));
  }
  measured.push({
    node: version(node),
    aloneMs: median(alone),
    answerMs: median(answers),
    beyondMs: median(answers) - median(alone),
    leastAloneMs: Math.min(...alone),
    leastAnswerMs: Math.min(...answers),
  });
}
const [first, ...others] = measured;
report({
  measured:
    'start of the built server to its answer to initialize, over stdio, beside node -e "" in turn with it; medians, and the least',
  numbers: Object.fromEntries(
    measured.map(({ node, ...times }) => {
      const rounded = Object.entries(times).map(([name, ms]) => [name, round(ms)]);
      return [node, { ...Object.fromEntries(rounded), ratio: round(times.answerMs / times.aloneMs, 2) }];
    }),
  ),
  bound: `the first answers within ${FACTOR} × its node -e ""; on the others it takes no more beyond theirs than on the first`,
  held:
    first!.answerMs <= FACTOR * first!.aloneMs &&
    others.every(({ beyondMs }) => beyondMs <= first!.beyondMs + TOLERANCE_MS),
});
