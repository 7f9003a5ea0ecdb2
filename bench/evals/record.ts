import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

/**
 * Stands between an agent and a server over stdio, passes every byte on, and appends each call of a tool with its answer to a
 * file, one JSON line a call.
 *
 *   npx tsx bench/evals/record.ts TRANSCRIPT COMMAND [ARGUMENT...]
 */
interface Message {
  id?: number | string;
  method?: string;
  params?: { name?: string; arguments?: Record<string, unknown> };
  result?: { content?: { text?: string }[]; isError?: boolean };
  error?: unknown;
}

/** One line of a transcript. */
export interface RecordedCall {
  tool: string;
  arguments: Record<string, unknown>;
  failed: boolean;
  /** Of the text blocks, which an agent reads. */
  bytes: number;
  ms: number;
}

/** Hears lines in both directions and gives each call once it is answered. */
export function callRecorder(heard: (call: RecordedCall) => void) {
  const waiting = new Map<
    number | string,
    { tool: string; arguments: Record<string, unknown>; at: number }
  >();
  return {
    toServer(line: string): void {
      const { id, method, params } = parsed(line);
      if (method === 'tools/call' && id !== undefined && params?.name)
        waiting.set(id, { tool: params.name, arguments: params.arguments ?? {}, at: performance.now() });
    },
    toAgent(line: string): void {
      const { id, method, result, error } = parsed(line);
      const call = id === undefined || method ? undefined : waiting.get(id);
      if (!call) return;
      waiting.delete(id!);
      const text = (result?.content ?? []).map((block) => block.text ?? '').join('');
      heard({
        tool: call.tool,
        arguments: call.arguments,
        failed: error !== undefined || result?.isError === true || /^\{"error":/.test(text),
        bytes: Buffer.byteLength(text),
        ms: Math.round(performance.now() - call.at),
      });
    },
  };
}

function parsed(line: string): Message {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return {};
  }
}

/** Hands on whole lines of what arrives in pieces. */
function lines(hear: (line: string) => void) {
  let rest = '';
  return (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop()!;
    for (const part of parts) hear(part);
  };
}

function main([file, command, ...args]: string[]): void {
  if (!file || !command) throw new Error('Usage: record.ts TRANSCRIPT COMMAND [ARGUMENT...]');
  const recorder = callRecorder((call) => appendFileSync(file, `${JSON.stringify(call)}\n`));
  const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const [sent, answered] = [lines(recorder.toServer), lines(recorder.toAgent)];
  process.stdin.on('data', (chunk: Buffer) => {
    sent(chunk);
    server.stdin.write(chunk);
  });
  process.stdin.on('end', () => server.stdin.end());
  server.stdout.on('data', (chunk: Buffer) => {
    answered(chunk);
    process.stdout.write(chunk);
  });
  server.on('exit', (code) => process.exit(code ?? 1));
}

if (process.argv[1]?.endsWith('record.ts')) main(process.argv.slice(2));
