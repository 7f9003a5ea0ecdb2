import { Client } from '@modelcontextprotocol/client';
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createLogger } from '../../src/log/logger.ts';
import { loadSkills } from '../../src/skills/load-skills.ts';
import { createSkillsExtension } from '../../src/skills/skills-extension.ts';
import { put, skillText, temporaryFolder } from './skill-folder.ts';

async function connect(folder: string) {
  const lines: string[] = [];
  const log = createLogger('warn', (line) => lines.push(line));
  const server = new McpServer({ name: 'test', version: '1.0.0' });
  createSkillsExtension(() => loadSkills(folder), log).attach(server);
  const client = new Client({ name: 'test', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(serverSide), client.connect(clientSide)]);
  onTestFinished(() => client.close());
  const list = async () => (await client.request({ method: 'skills/list', params: {} }, Listed)).skills;
  return { client, lines, list };
}

const Listed = z.object({ skills: z.array(z.looseObject({ uri: z.string() })) });

describe('the skills extension', () => {
  test('lists skills with their files and serves each file', async () => {
    const folder = await temporaryFolder({
      'probe/SKILL.md': skillText('probe'),
      'probe/references/a b.sh': 'echo 1\n',
    });
    const { client, list } = await connect(folder);
    expect(await list()).toMatchObject([
      {
        uri: 'skill://probe/SKILL.md',
        resources: [{ uri: 'skill://probe/SKILL.md' }, { uri: 'skill://probe/references/a%20b.sh', size: 7 }],
      },
    ]);
    const { contents } = await client.readResource({ uri: 'skill://probe/references/a%20b.sh' });
    expect(contents).toEqual([
      { uri: 'skill://probe/references/a%20b.sh', mimeType: 'text/x-shellscript', text: 'echo 1\n' },
    ]);
  });

  test('shows a skill that was added after the server started', async () => {
    const folder = await temporaryFolder();
    const { list } = await connect(folder);
    expect(await list()).toEqual([]);
    await put(folder, 'late/SKILL.md', skillText('late'));
    expect(await list()).toMatchObject([{ uri: 'skill://late/SKILL.md' }]);
  });

  test('leaves out and logs a skill that its rules refuse', async () => {
    const folder = await temporaryFolder({
      'bare/SKILL.md': '---\nname: bare\n---\nBody\n',
      'good/SKILL.md': skillText('good'),
    });
    const { list, lines } = await connect(folder);
    expect(await list()).toMatchObject([{ uri: 'skill://good/SKILL.md' }]);
    expect(lines.join()).toContain('"skill":"bare"');
  });

  test('refuses a file that is not part of the skill', async () => {
    const folder = await temporaryFolder({ 'a/SKILL.md': skillText('a'), 'secret.md': 'x\n' });
    const { client } = await connect(folder);
    await expect(client.readResource({ uri: 'skill://a/references/..%2F..%2Fsecret.md' })).rejects.toThrow();
  });
});
