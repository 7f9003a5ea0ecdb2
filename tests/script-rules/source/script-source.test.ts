import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToolError } from '../../../src/errors/tool-error.ts';
import { readScript, type ScriptSources } from '../../../src/script-rules/source/script-source.ts';

const TEXT = 'def main():\n    return []\n';
const ENCODED = Buffer.from(TEXT).toString('base64');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'script-source-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const read = (sources: ScriptSources, options: { transport?: 'stdio' | 'http'; prefix?: 'sli_' } = {}) =>
  readScript(sources, { transport: 'stdio', hardBytes: 65_536, ...options });

async function refusal(sources: ScriptSources, options: Parameters<typeof read>[1] = {}): Promise<string> {
  const error = await read(sources, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ToolError)) throw new Error(`no refusal: ${error}`);
  return `${error.message} ${error.hint}`;
}

describe('§2 choosing the script’s source', () => {
  it('returns inline text unchanged', async () => {
    expect(await read({ script: ` ${TEXT}\r\n` })).toBe(` ${TEXT}\r\n`);
  });

  it.each([
    ['nothing', {}],
    ['an empty text alone', { script: '' }],
    ['text and a path', { script: TEXT, script_path: '/nowhere' }],
    ['text and base64', { script: TEXT, script_base64: ENCODED }],
    ['base64 and gzip', { script_base64: ENCODED, script_gzip_base64: ENCODED }],
    ['text and gzip', { script: TEXT, script_gzip_base64: ENCODED }],
    ['base64 and its path', { script_base64: ENCODED, script_base64_path: '/nowhere' }],
  ])('takes exactly one: not %s', async (_, sources) => {
    expect(await refusal(sources)).toContain('Exactly one source');
  });

  it('passes over empty texts beside the one that is given', async () => {
    expect(await read({ script: '', script_base64: ENCODED })).toBe(TEXT);
  });

  it('names the SLI’s parameters where it is about the SLI', async () => {
    expect(await refusal({}, { prefix: 'sli_' })).toContain('sli_script_base64');
  });

  it('decodes base64 and gzip', async () => {
    expect(await read({ script_base64: ENCODED })).toBe(TEXT);
    expect(await read({ script_gzip_base64: gzipSync(TEXT).toString('base64') })).toBe(TEXT);
  });
});

describe('§2 scripts in files', () => {
  it('are read whole', async () => {
    const large = '# ü\n'.repeat(20_000);
    expect(await read({ script_path: await file('large.py', large) })).toBe(large);
  });

  it('are found below the home directory', async () => {
    const path = await mkdtemp(join(homedir(), '.script-source-'));
    try {
      await writeFile(join(path, 'x.sh'), TEXT);
      expect(await read({ script_path: join(path, 'x.sh').replace(homedir(), '~') })).toBe(TEXT);
    } finally {
      await rm(path, { recursive: true });
    }
  });

  it('are decoded from base64, in one line or as base64 breaks it', async () => {
    expect(await read({ script_base64_path: await file('one', `${ENCODED}\n`) })).toBe(TEXT);
    const broken = ENCODED.replace(/.{8}/g, '$&\r\n');
    expect(await read({ script_base64_path: await file('many', broken) })).toBe(TEXT);
  });

  it('are refused where they are not there', async () => {
    expect(await refusal({ script_path: '/nowhere/x.py' })).toMatch(/script_path.*not found/);
    expect(await refusal({ script_base64_path: '/nowhere/x' })).toMatch(/base64_path.*not found/);
  });

  it('are refused where they are folders, binaries or devices without end', async () => {
    expect(await refusal({ script_path: folder })).toContain('is a folder');
    expect(await refusal({ script_path: await file('binary', Buffer.from([0xff, 0xfe])) })).toContain(
      'UTF-8',
    );
    expect(await refusal({ script_path: '/dev/zero' })).toContain('is a device, not a file');
  });

  it('are not read in HTTP mode', async () => {
    const path = await file('x.py', TEXT);
    const plain = await refusal({ script_path: path }, { transport: 'http' });
    expect(plain).toContain('not supported in HTTP mode');
    expect(plain).toContain('script_gzip_base64');
    const encoded = await refusal({ script_base64_path: path }, { transport: 'http' });
    expect(encoded).toMatch(/script_gzip_base64.*script_base64/);
  });
});
