import { startSandbox } from '../../src/sandbox/start.ts';
import { CALLS } from './calls.ts';
import type { Fault, Recorded } from './fault.ts';
import { FAULTS } from './faults.ts';
import { type HostilePlatform, startHostilePlatform } from './hostile-platform.ts';
import { isWhole, judge, type Verdict } from './judge.ts';
import { type Ended, type Mode, SECRET, type Served, startServed } from './served.ts';

export interface FaultsOptions {
  mode: Mode;
  /** Servers that are driven at a time, each with a platform of its own. */
  lanes: number;
  /** The factor of the shortened waits: more than 1 on a machine that is busy with other things. */
  patience?: number;
  /** Which cases are driven; all where it is not said. */
  only?(one: { tool: string; path: string; fault: string }, index: number): boolean;
}

/** One fault of one request of one tool, and what came of it. */
export interface Case {
  tool: string;
  method: string;
  path: string;
  fault: string;
  verdict: Verdict;
  /** What shows the mistake, where there is one. */
  shown: string;
  ms: number;
}

export interface FaultsReport {
  cases: Case[];
  /** Of the server that held most. */
  peakMb: number | undefined;
}

/**
 * Waits that are shortened so that thousands of cases reach them: in milliseconds. Sizes are as they are for users. No
 * other bound is changed, and none is changed outside of these processes.
 */
const bounds = (patience: number) => ({
  request: 1_500 * patience,
  write: 2_000 * patience,
  readTool: 3_000 * patience,
  chatSilence: 1_500 * patience,
  chatWhole: 3_000 * patience,
  chatExport: 800 * patience,
  artifact: 1_500 * patience,
});
const QUICK = { MCP_POLL_INTERVAL_S: '0.1', MCP_MAX_POLL_DURATION_S: '1', RUNWHEN_REGISTRY_TIMEOUT_S: '1' };

/** What a call does when nothing goes wrong. */
interface Recording {
  tool: string;
  args: Record<string, unknown>;
  exchanges: Recorded[];
}

interface Planned {
  recording: Recording;
  method: string;
  path: string;
  fault: Fault;
}

/** Drives every tool through every fault of each request that it makes. */
export async function runFaults({
  mode,
  lanes,
  patience = 1,
  only = () => true,
}: FaultsOptions): Promise<FaultsReport> {
  const wanted = new Set(
    CALLS.map(({ tool }) => tool).filter((tool) => only({ tool, path: '*', fault: '*' }, -1)),
  );
  const recordings = await record(mode, wanted);
  const planned = recordings
    .flatMap(plan)
    .filter(({ recording, path, fault }, index) =>
      only({ tool: recording.tool, path, fault: fault.name }, index),
    );
  const cases: Case[] = [];
  const peaks = await Promise.all(
    Array.from({ length: lanes }, (_, lane) =>
      drive(
        { mode, patience },
        planned.filter((_, index) => index % lanes === lane),
        cases,
      ),
    ),
  );
  const known = peaks.filter((peak) => peak !== undefined);
  return { cases, peakMb: known.length > 0 ? Math.max(...known) : undefined };
}

/** Each call of the table against a sandbox of its own, with what it asked and got. */
async function record(mode: Mode, wanted: Set<string>): Promise<Recording[]> {
  const platform = await startHostilePlatform();
  const served = await startServed(mode, platform.url, { environment: { MCP_POLL_INTERVAL_S: '0.1' } });
  const recordings: Recording[] = [];
  try {
    for (const { tool, args, before } of CALLS.filter(({ tool }) => wanted.has(tool))) {
      const sandbox = await startSandbox();
      platform.record(sandbox);
      const made = before ? await sound(served, before.tool, before.args) : undefined;
      const given = args(made);
      const heard = platform.record(sandbox);
      await sound(served, tool, given);
      recordings.push({ tool, args: given, exchanges: heard.stop() });
      await sandbox.close();
    }
  } finally {
    await served.stop();
    platform.close();
  }
  return recordings;
}

async function sound(served: Served, tool: string, args: Record<string, unknown>): Promise<unknown> {
  const { value, failed } = await served.call(tool, args);
  if (failed) throw new Error(`${tool} does not work against the sandbox: ${JSON.stringify(value)}`);
  return value;
}

/** The faults of each request of a call; requests of one method and path are one. */
function plan(recording: Recording): Planned[] {
  const requests = new Map<string, Recorded>();
  for (const one of recording.exchanges) {
    const key = `${one.method} ${one.path}`;
    const known = requests.get(key);
    if (!known || one.body.length > known.body.length) requests.set(key, one);
  }
  return [...requests.values()].flatMap((reply) =>
    FAULTS.filter((fault) => fault.fits?.(reply) ?? true).map((fault) => ({
      recording,
      method: reply.method,
      path: reply.path,
      fault,
    })),
  );
}

async function drive(
  { mode, patience }: { mode: Mode; patience: number },
  planned: Planned[],
  cases: Case[],
): Promise<number | undefined> {
  const platform = await startHostilePlatform();
  const begin = () => startServed(mode, platform.url, { bounds: bounds(patience), environment: QUICK });
  let served = await begin();
  const usual = new Map<string, Ended>();
  let peak: number | undefined;
  try {
    for (const one of planned) {
      const { recording, method, path, fault } = one;
      const { tool, args, exchanges } = recording;
      if (!usual.has(tool)) {
        usual.set(tool, await usually(served, platform, recording));
      }
      platform.play({ exchanges, hit: { method, path, fault } });
      served.written();
      const started = performance.now();
      const ended = await served.call(tool, args).catch((error: Error) => error);
      const ms = Math.round(performance.now() - started);
      const seen = { usual: usual.get(tool)!, ended, ...served.written(), tokens: tokensSeen(platform) };
      const shared = { tool, method, path, fault: fault.name, ms };
      cases.push({ ...shared, ...judge({ ...seen, platform, exchanges, method, path }) });
      if (!(ended instanceof Error)) continue;
      peak = Math.max(peak ?? 0, served.peakMb() ?? 0);
      await served.stop();
      served = await begin();
    }
    const last = served.peakMb();
    return last === undefined ? peak : Math.max(peak ?? 0, last);
  } finally {
    await served.stop();
    platform.close();
  }
}

/** The usual result: of a second call, since the first of a server may take longer than the shortened bounds let it. */
async function usually(
  served: Served,
  platform: HostilePlatform,
  { tool, args, exchanges }: Recording,
): Promise<Ended> {
  for (let left = 5; ; left -= 1) {
    platform.play({ exchanges });
    await served.call(tool, args);
    platform.play({ exchanges });
    const ended = await served.call(tool, args);
    if (!ended.failed && (isWhole(ended.value) || left === 0)) return ended;
    if (left === 0) throw new Error(`${tool} does not work against its recording: ${ended.wire}`);
  }
}

const tokensSeen = (platform: HostilePlatform) => platform.leaked().filter((value) => value.includes(SECRET));
