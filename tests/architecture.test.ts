import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface SourceFile {
  path: string;
  text: string;
}

const files: SourceFile[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: join('src', path), text: readFileSync(join('src', path), 'utf8') }));

const where = (keep: (file: SourceFile) => boolean) => files.filter(keep).map(({ path }) => path);

/** Files that import from one of the folders below src. */
const importing = (from: RegExp, folders: RegExp) =>
  where(
    ({ path, text }) =>
      from.test(path) &&
      [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)/g)].some(([, a, b]) =>
        folders.test(a ?? b ?? ''),
      ),
  );

describe('the source tree', () => {
  it('reads the environment in one file', () => {
    expect(where(({ text }) => /process\.env\b/.test(text))).toEqual(['src/config/environment.ts']);
  });

  it('opens connections in the platform folder only, the sandbox aside', () => {
    const opening = /from 'undici'|import\('undici'\)|(?<![.\w])fetch\(/;
    const open = where(({ path, text }) => opening.test(text) && !/^src\/(platform|sandbox)\//.test(path));
    expect(open).toEqual([]);
  });

  it('writes to standard output from the commands and the stdio entry only', () => {
    const writing = where(({ text }) => /process\.stdout|console\./.test(text));
    expect(writing.filter((path) => !/^src\/(commands\/|server\/stdio\.ts)/.test(path))).toEqual([]);
  });

  it('keeps rules free of the server, the tools and the sandbox', () => {
    expect(importing(/^src\/(authoring|codecollections)\//, /\/(server|tools|sandbox|commands)\//)).toEqual(
      [],
    );
  });

  it('keeps the platform free of the tools and the server', () => {
    expect(importing(/^src\/platform\//, /\/(tools|commands|sandbox)\//)).toEqual([]);
  });

  it('keeps the sandbox out of all but the places that start it', () => {
    const users = importing(/^src\/(?!sandbox\/)/, /\/sandbox\/|\.\/sandbox\/start/);
    expect(users.filter((path) => !/^src\/(commands|server)\//.test(path))).toEqual([]);
  });

  it('has no folder or file that is named after nothing', () => {
    expect(where(({ path }) => /\/(utils?|helpers?|common|lib|shared|misc)(\/|\.ts$)/.test(path))).toEqual(
      [],
    );
  });

  it('has no file that holds two ideas', () => {
    expect(where(({ text }) => text.split('\n').length > 300)).toEqual([]);
  });
});
