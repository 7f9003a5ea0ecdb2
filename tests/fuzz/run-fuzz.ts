import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram } from '../e2e/program.ts';
import { createGrammar, type PublishedTool, seeded } from './grammar.ts';

export interface FuzzOptions {
  messages: number;
  seed: number;
  /** It stops early after this time, in milliseconds. */
  withinMs: number;
}

export interface FuzzReport {
  sent: number;
  answered: number;
  /** Lines on standard output that are no JSON-RPC. */
  stray: string[];
  /** Answers and log lines that speak of a fault of the server itself. */
  faults: string[];
  /** How the process ended when its input closed. */
  code: number | null;
}

/** Lines in flight at a time: a ping after each such number is waited for. */
const ROUND = 250;
const ANSWER_WITHIN_MS = 60_000;
const FIRST_ID = 1_000_000;

/** Sends a server in the sandbox that many lines of the grammar, and looks at all that comes back. */
export async function runFuzz({ messages, seed, withinMs }: FuzzOptions): Promise<FuzzReport> {
  const started = Date.now();
  const running = startProgram(['--sandbox'], { environment: { MCP_MAX_POLL_DURATION_S: '1' } });
  const report: FuzzReport = { sent: 0, answered: 0, stray: [], faults: [], code: null };
  const waiting = new Map<string, (answer: unknown) => void>();
  let rest = '';
  // biome-ignore lint/suspicious/noExplicitAny: any answer.
  const hear = (answer: any) => {
    if (answer?.jsonrpc !== '2.0') return report.stray.push(JSON.stringify(answer).slice(0, 300));
    report.answered += 1;
    if (isFault(JSON.stringify(answer))) report.faults.push(JSON.stringify(answer).slice(0, 500));
    waiting.get(answer.id)?.(answer.result);
    return waiting.delete(answer.id);
  };
  running.child.stdout!.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      try {
        for (const answer of [JSON.parse(line)].flat()) hear(answer);
      } catch {
        report.stray.push(line.slice(0, 300));
      }
    }
  });
  const write = async (line: string | Buffer) => {
    const { stdin } = running.child;
    if (!stdin!.write(Buffer.concat([Buffer.from(line), Buffer.from('\n')]))) await once(stdin!, 'drain');
  };
  // biome-ignore lint/suspicious/noExplicitAny: any result.
  const ask = async (id: string, method: string, params?: object): Promise<any> => {
    const answered = new Promise((resolve) => waiting.set(id, resolve));
    await write(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    const late = sleep(ANSWER_WITHIN_MS, undefined, { ref: false }).then(() => {
      throw new Error(
        `${method} was not answered after ${report.sent} messages of seed ${seed}: ${running.stderr().slice(-500)}`,
      );
    });
    return Promise.race([answered, late]);
  };

  await ask('hello', 'initialize', {
    protocolVersion: seed % 2 === 0 ? '2025-03-26' : '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'fuzz', version: '1' },
  });
  const { tools } = (await ask('tools', 'tools/list')) as { tools: PublishedTool[] };
  const line = createGrammar(seeded(seed), tools);
  while (report.sent < messages && Date.now() - started < withinMs) {
    for (let i = 0; i < ROUND && report.sent < messages; i += 1) {
      await write(line(FIRST_ID + report.sent));
      report.sent += 1;
    }
    await ask(`ping-${report.sent}`, 'ping');
  }
  running.child.stdin!.end();
  const ended = await running.ended;
  report.code = ended.code;
  report.faults.push(...ended.stderr.split('\n').filter((text) => isFault(text) || /^\s+at /.test(text)));
  return report;
}

function isFault(text: string): boolean {
  return /unforeseen_error|\\?"code\\?":\\?"internal\\?"|failed inside this server|-32603/.test(text);
}
