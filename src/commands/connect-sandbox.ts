import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { VERSION } from '../server/identity.ts';

/** Starts `serve --sandbox` as a child process, and connects to it as a client of that name. */
export async function connectSandbox(name: string): Promise<Client> {
  const client = new Client({ name, version: VERSION });
  const program = process.argv[1] ?? fileURLToPath(import.meta.url);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [program, 'serve', '--sandbox'],
      stderr: 'inherit',
    }),
  );
  return client;
}
