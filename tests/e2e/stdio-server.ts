import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** The built program. */
export const PROGRAM = resolve('dist/cli.js');

/** A real client and the server that it started. */
export interface StdioServer {
  client: Client;
  /** The parsed answer; rejects with it where the tool answers with an error. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  call(tool: string, args?: Record<string, unknown>): Promise<any>;
  /** Reads the preview of a call that deletes, and makes the call again with its code. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  confirmed(tool: string, args: Record<string, unknown>): Promise<any>;
  /** The error that the tool answers with; rejects where it succeeds. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
  refusal(tool: string, args?: Record<string, unknown>): Promise<any>;
  /** Standard error so far. */
  stderr(): string;
  close(): Promise<void>;
}

export interface ServerPlace {
  arguments?: string[];
  workingDirectory?: string;
  /** Beside the few variables that clients pass on by themselves. */
  environment?: Record<string, string>;
}

/** Starts the built server as a child process of a client, as hosts do. */
export async function startStdioServer(place: ServerPlace = {}): Promise<StdioServer> {
  const client = new Client({ name: 'end-to-end', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [PROGRAM, ...(place.arguments ?? [])],
    cwd: place.workingDirectory ?? tmpdir(),
    env: place.environment ?? {},
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  await client.connect(transport);
  const ask = async (name: string, args: Record<string, unknown> = {}) => {
    const { content, isError } = await client.callTool({ name, arguments: args });
    const value = JSON.parse((content as { text: string }[])[0]!.text);
    return { value, failed: isError === true };
  };
  const call = async (tool: string, args?: Record<string, unknown>) => {
    const { value, failed } = await ask(tool, args);
    if (failed) throw new Error(`${tool} answered ${JSON.stringify(value)}`);
    return value;
  };
  return {
    client,
    call,
    async confirmed(tool, args) {
      const { status, confirm } = await call(tool, args);
      if (status !== 'confirmation_required') throw new Error(`${tool} answered ${status} unasked`);
      return call(tool, { ...args, confirm });
    },
    async refusal(tool, args) {
      const { value, failed } = await ask(tool, args);
      if (!failed) throw new Error(`${tool} succeeded with ${JSON.stringify(value)}`);
      return value.error;
    },
    stderr: () => stderr,
    close: () => client.close(),
  };
}

/** A fresh directory; `remove` takes it away with all that is in it. */
export function temporaryDirectory(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'runwhen-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
