import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keychainOf } from '../../src/credentials/keychain.ts';
import { createLogins } from '../../src/credentials/logins.ts';

/** Keep secrets as the real programs do, in files of a folder; both take the secret from standard input alone. */
const SECRET_TOOL = `#!/bin/sh
case "$1" in
  store) shift 2; cat > "$STORE/$(echo "$*" | tr '/ ' '__')" ;;
  lookup) shift; cat "$STORE/$(echo "$*" | tr '/ ' '__')" ;;
  clear) shift; rm "$STORE/$(echo "$*" | tr '/ ' '__')" ;;
esac
`;
const SECURITY = `#!/bin/sh
file() { echo "$STORE/$(echo "$1" | tr '/' '_')"; }
case "$1" in
  -i) read -r line; eval "set -- $line"; printf '%s' "$8" > "$(file "$4")" ;;
  find-generic-password) cat "$(file "$3")" && echo ;;
  delete-generic-password) rm "$(file "$3")" ;;
esac
`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logins-'));
  file = join(folder, 'config', 'logins.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

function programs() {
  const store = join(folder, 'store');
  mkdirSync(store);
  const program = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text.replace('#!/bin/sh\n', `#!/bin/sh\nSTORE='${store}'\n`));
    chmodSync(path, 0o755);
    return path;
  };
  return { security: program('security', SECURITY), secretTool: program('secret-tool', SECRET_TOOL) };
}

const ADDRESS = 'https://papi.acme.com';
const TOKEN = "to\"ken\\with 'quotes' $HOME";

describe('logins without a keychain', () => {
  test('are kept in a file that only the user can read', async () => {
    const logins = createLogins(file, undefined);
    expect(await logins.keep(ADDRESS, TOKEN, undefined)).toMatchObject({ address: ADDRESS, kept: 'file' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'config')).mode & 0o777).toBe(0o700);
    expect((await logins.token(ADDRESS))?.token).toBe(TOKEN);
    expect(readdirSync(join(folder, 'config'))).toEqual(['logins.json']);
  });

  test('are each for one address, however it is spelt, and for no other', async () => {
    const logins = createLogins(file, undefined);
    await logins.keep(ADDRESS, 'one', undefined);
    await logins.keep('http://127.0.0.1:8000/base/', 'two', 'http://127.0.0.1:9000/');
    expect((await logins.token('HTTPS://PAPI.acme.com:443/'))?.token).toBe('one');
    expect((await logins.token('http://127.0.0.1:8000/base'))?.login.agentUrl).toBe('http://127.0.0.1:9000');
    for (const other of [
      'http://papi.acme.com',
      'https://papi.acme.com:8443',
      'https://papi.acme.com.evil.org',
      'https://evil.org/papi.acme.com',
    ])
      expect(await logins.token(other), other).toBeUndefined();
  });

  test('are forgotten one by one, and the file with the last', async () => {
    const logins = createLogins(file, undefined);
    await logins.keep(ADDRESS, 'one', undefined);
    await logins.keep('https://papi.other.com', 'two', undefined);
    expect(await logins.forget(ADDRESS)).toBe(true);
    expect(await logins.forget(ADDRESS)).toBe(false);
    expect(logins.list().map(({ address }) => address)).toEqual(['https://papi.other.com']);
    await logins.forget('https://papi.other.com');
    expect(readdirSync(folder)).not.toContain('config');
  });

  test.each([
    ['others can read it', () => chmodSync(file, 0o644), 'can be read by others'],
    ['it is a link', () => symlinkSync('/etc/hostname', file), 'not a regular file'],
    ['it is something else', () => writeFileSync(file, '[]', { mode: 0o600 }), 'not a file of logins'],
  ])('are not read where %s', async (_, spoil, said) => {
    const logins = createLogins(file, undefined);
    await logins.keep(ADDRESS, 'one', undefined);
    if (said === 'not a regular file') rmSync(file);
    spoil();
    expect(await logins.token(ADDRESS)).toBeUndefined();
    expect(logins.problem()).toContain(said);
  });
});

describe.each(['linux', 'darwin'] as const)('logins with the keychain of %s', (platform) => {
  test('leave no token in the file, and give it back as it was', async () => {
    const logins = createLogins(file, keychainOf(platform, programs()));
    expect((await logins.keep(ADDRESS, TOKEN, undefined)).kept).toBe('keychain');
    expect(readFileSync(file, 'utf8')).not.toContain('quotes');
    // The shell of the stand-in expands what the real program does not.
    if (platform === 'linux') expect((await logins.token(ADDRESS))?.token).toBe(TOKEN);
    await logins.keep(ADDRESS, 'plain', undefined);
    expect((await logins.token(ADDRESS))?.token).toBe('plain');
    await logins.forget(ADDRESS);
    expect(readdirSync(join(folder, 'store')).filter((name) => name.includes('papi'))).toEqual([]);
  });
});

describe('logins with a keychain program that', () => {
  test.each([
    ['is missing', '/no/such/program'],
    ['fails', '/bin/false'],
  ])('%s are kept in the file', async (_, secretTool) => {
    const logins = createLogins(file, keychainOf('linux', { security: '', secretTool }));
    expect((await logins.keep(ADDRESS, 'one', undefined)).kept).toBe('file');
    expect((await logins.token(ADDRESS))?.token).toBe('one');
  });

  test('there is none of on Windows', () => {
    expect(keychainOf('win32')).toBeUndefined();
  });
});
