import { setTimeout as sleep } from 'node:timers/promises';
import { postCall, startBuiltServer } from './built-server.ts';
import { startQuickPlatform } from './quick-platform.ts';
import { median, report, round } from './report.ts';

const MODEST_CALLS = 200;
const PAUSE_MS = 20;
/** As many as one caller may have under way. */
const AT_A_TIME = 20;
const SLOW_MS = 2_000;
const P95_MS = 50;

const line = '  x = {"a": [1, 2, 3], "b": "text"}\n';
const SCRIPT = `def main():\n${line.repeat(Math.floor((64 * 1024 - 100) / line.length))}  return []\n`;

const platform = await startQuickPlatform(SLOW_MS);
const server = await startBuiltServer('http', platform.url);
let isOver = false;

/** Keeps as many calls under way as one caller may have, until the measurement is over; gives how many were answered. */
async function greedy(token: string, tool: string, args: object): Promise<number> {
  let answered = 0;
  const one = async () => {
    while (!isOver) {
      const text = await postCall(server.url, token, tool, args);
      if (text.includes('"isError":true')) await sleep(PAUSE_MS);
      else answered += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
  return answered;
}

async function modest(): Promise<number[]> {
  const times: number[] = [];
  for (let call = 0; call < MODEST_CALLS; call += 1) {
    const started = performance.now();
    const text = await postCall(server.url, 'modest', 'list_workspaces', {});
    if (!text.includes('slow')) throw new Error(`The modest caller was answered ${text}`);
    times.push(performance.now() - started);
    await sleep(PAUSE_MS);
  }
  return times.toSorted((one, other) => one - other);
}

const alone = await modest();
const slow = greedy('greedy-one', 'get_workspace_issues', { workspace_name: 'slow' });
const validating = greedy('greedy-two', 'validate_script', { script: SCRIPT });
await sleep(1_000);
const beside = await modest();
isOver = true;
const [slowAnswered, validated] = await Promise.all([slow, validating]);
await server.stop();
platform.close();

const p95 = (times: number[]) => round(times[Math.floor(times.length * 0.95)]!);
report({
  measured: `a modest caller of list_workspaces over HTTP, ${MODEST_CALLS} calls, beside one with ${AT_A_TIME} requests of ${SLOW_MS} ms and one with ${AT_A_TIME} validations of 64 KiB at a time; ms`,
  numbers: {
    aloneMedian: round(median(alone)),
    aloneP95: p95(alone),
    besideMedian: round(median(beside)),
    besideP95: p95(beside),
    slowAnswered,
    validated,
  },
  bound: `95 of 100 calls beside them under ${P95_MS} ms, and validations among what they were beside`,
  held: p95(beside) < P95_MS && validated > 0,
});
