import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { expect, onTestFinished, test } from 'vitest';
import { authorized, httpBench } from './http/http-bench.ts';

const URI = 'runwhen-context://RUNWHEN.md';

async function connect(environment: Record<string, string>): Promise<Client> {
  const bench = await httpBench({ environment });
  const client = new Client({ name: 'host', version: '1.0.0' });
  const requestInit = { headers: authorized(bench.sandbox.token) };
  await client.connect(new StreamableHTTPClientTransport(new URL(bench.url), { requestInit }));
  onTestFinished(() => client.close());
  return client;
}

const listed = async (client: Client) =>
  (await client.listResources()).resources.filter(({ uri }) => uri === URI);

test('RUNWHEN.md is a resource with its size and when it was changed, as it is now', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'context-')), 'RUNWHEN.md');
  await writeFile(path, '# Rules\n');
  const client = await connect({ RUNWHEN_CONTEXT_FILE: path });
  const lastModified = (await stat(path)).mtime.toISOString();
  expect(await listed(client)).toEqual([
    expect.objectContaining({
      title: path,
      size: 8,
      mimeType: 'text/markdown',
      annotations: { lastModified },
    }),
  ]);
  await writeFile(path, '# Other rules\n');
  expect(await listed(client)).toEqual([expect.objectContaining({ size: 14 })]);
  const { contents } = await client.readResource({ uri: URI });
  expect(contents).toEqual([{ uri: URI, mimeType: 'text/markdown', text: '# Other rules\n' }]);
  await expect(client.readResource({ uri: 'runwhen-context://..%2Fpasswd' })).rejects.toThrow(
    'no RUNWHEN.md',
  );
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'runwhen-context://{file}' },
    argument: { name: 'file', value: 'RUN' },
  });
  expect(completion.values).toEqual(['RUNWHEN.md']);
});

test('where the variable names no file, the list is without it and reading says so', async () => {
  const client = await connect({ RUNWHEN_CONTEXT_FILE: '/nowhere/RUNWHEN.md' });
  expect(await listed(client)).toEqual([]);
  await expect(client.readResource({ uri: URI })).rejects.toThrow('which is not a file');
});

test('over HTTP there is none that the server is not told of', async () => {
  const client = await connect({});
  expect(await listed(client)).toEqual([]);
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map(({ name }) => name)).not.toContain('context');
});
