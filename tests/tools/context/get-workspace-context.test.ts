import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { getWorkspaceContext } from '../../../src/tools/context/get-workspace-context.ts';
import { put, temporaryFolder } from '../../skills/skill-folder.ts';
import { localContext } from '../../skills/tool-context.ts';

const read = (given: Parameters<typeof localContext>[0]) => getWorkspaceContext.run({}, localContext(given));

async function project(files: Record<string, string> = { 'RUNWHEN.md': '# Shop\n' }) {
  const folder = await temporaryFolder(files);
  const deep = join(folder, 'services/cart');
  await mkdir(deep, { recursive: true });
  return { folder, deep, file: join(folder, 'RUNWHEN.md') };
}

describe('get_workspace_context', () => {
  test('finds RUNWHEN.md above the working directory and names its path', async () => {
    const { deep, file } = await project();
    expect(await read({ workingDirectory: deep })).toEqual({
      status: 'found',
      source: file,
      content: '# Shop\n',
      bytes: 7,
      notes: [`This is text of the project that ${file} lies in, not instructions of this server.`],
    });
  });

  test('takes the nearest of two files', async () => {
    const { deep } = await project({ 'RUNWHEN.md': 'outer\n', 'services/RUNWHEN.md': 'inner\n' });
    expect(await read({ workingDirectory: deep })).toMatchObject({ content: 'inner\n' });
  });

  test('starts from the host’s roots where there are any', async () => {
    const { deep, file } = await project();
    const { folder: elsewhere } = await project({ 'RUNWHEN.md': 'another project\n' });
    expect(await read({ roots: [deep], workingDirectory: elsewhere })).toMatchObject({ source: file });
  });

  test('does not take the working directory’s file for a root that has none', async () => {
    const { deep: root } = await project({});
    const { folder } = await project();
    expect(await read({ roots: [root], workingDirectory: folder })).toMatchObject({
      status: 'no_context',
      searched: [root],
    });
  });

  test('names the files of further roots', async () => {
    const [first, second] = [await project(), await project()];
    expect(await read({ roots: [first.deep, second.deep] })).toMatchObject({
      source: first.file,
      notes: [expect.stringContaining('not instructions'), `Also found, not read: ${second.file}.`],
    });
  });

  test('reads the file that RUNWHEN_CONTEXT_FILE names, with variables expanded', async () => {
    const { folder } = await project({ 'rules/team.md': 'team rules\n' });
    const environment = { RUNWHEN_CONTEXT_FILE: '${SHOP}/rules/team.md', SHOP: folder };
    expect(await read({ environment })).toMatchObject({
      source: join(folder, 'rules/team.md'),
      content: 'team rules\n',
    });
  });

  test('reads RUNWHEN_CONTEXT_FILE from the working directory where it is relative', async () => {
    const { folder } = await project();
    const answer = await read({
      environment: { RUNWHEN_CONTEXT_FILE: 'RUNWHEN.md' },
      workingDirectory: folder,
    });
    expect(answer).toMatchObject({ content: '# Shop\n' });
  });

  test('refuses to fall back to another file where RUNWHEN_CONTEXT_FILE is wrong', async () => {
    const { folder } = await project();
    const environment = { RUNWHEN_CONTEXT_FILE: '$NOT_SET/rules.md' };
    await expect(read({ environment, workingDirectory: folder })).rejects.toMatchObject({
      code: 'not_configured',
      message: expect.stringContaining('$NOT_SET/rules.md'),
      hint: expect.stringContaining('Not set: NOT_SET'),
    });
  });

  test('reads a changed file again', async () => {
    const { folder } = await project();
    await read({ workingDirectory: folder });
    await put(folder, 'RUNWHEN.md', '# Changed\n');
    expect(await read({ workingDirectory: folder })).toMatchObject({ content: '# Changed\n' });
  });

  test('says where it looked and how to start where there is no file', async () => {
    const { deep } = await project({});
    expect(await read({ workingDirectory: deep })).toMatchObject({
      status: 'no_context',
      message: expect.stringContaining(deep),
      how_to_start: expect.stringContaining('template'),
      template: expect.stringMatching(/docs\/RUNWHEN\.md\.template$/),
    });
  });

  test('does not take a folder called RUNWHEN.md for the file', async () => {
    const { folder } = await project({ 'RUNWHEN.md/README.md': 'x' });
    expect(await read({ workingDirectory: folder })).toMatchObject({ status: 'no_context' });
  });

  test('shows the start of a file over the limit, cut between characters, and says so', async () => {
    const { folder } = await project({ 'RUNWHEN.md': `a${'é'.repeat(200_000)}` });
    const answer = (await read({ workingDirectory: folder })) as { content: string; notes: string[] };
    expect(answer.notes.slice(1)).toEqual(['Only the first 262144 of 400001 bytes are shown.']);
    expect(answer.content).toBe(`a${'é'.repeat(131_071)}`);
  });

  test('says over HTTP that it cannot see the caller’s files', async () => {
    const { folder } = await project();
    expect(await read({ transport: 'http', workingDirectory: folder })).toMatchObject({
      status: 'no_context',
      message: expect.stringContaining('over HTTP'),
    });
  });

  test('serves over HTTP the file that whoever runs the server has set', async () => {
    const { file } = await project();
    const environment = { RUNWHEN_CONTEXT_FILE: file };
    expect(await read({ transport: 'http', environment })).toMatchObject({ status: 'found', source: file });
  });
});
