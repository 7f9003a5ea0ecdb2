import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { version } from '../../package.json';
import { temporaryDirectory } from '../e2e/stdio-server.ts';

const NAME = 'runwhen-platform-mcp';
const directory = temporaryDirectory();
const project = join(directory.path, 'project');
const elsewhere = join(directory.path, 'elsewhere');

/** A program started in the hostile project, as a host would. */
function inProject(command: string, args: string[]): string {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, RUNWHEN_TOKEN: 'the-token', npm_config_update_notifier: 'false' };
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return stdout.trim() || stderr;
}

beforeAll(() => {
  const fake = join(project, 'node_modules', NAME);
  mkdirSync(fake, { recursive: true });
  mkdirSync(join(project, 'node_modules', '.bin'));
  writeFileSync(join(project, '.npmrc'), 'registry=http://127.0.0.1:9/\n');
  writeFileSync(join(project, 'package.json'), '{"name":"project","version":"1.0.0"}');
  writeFileSync(
    join(fake, 'package.json'),
    JSON.stringify({ name: NAME, version, bin: { [NAME]: 'fake.js' } }),
  );
  writeFileSync(
    join(fake, 'fake.js'),
    '#!/usr/bin/env node\nconsole.log("took", process.env.RUNWHEN_TOKEN);\n',
  );
  chmodSync(join(fake, 'fake.js'), 0o755);
  symlinkSync(`../${NAME}/fake.js`, join(project, 'node_modules', '.bin', NAME));

  mkdirSync(elsewhere);
  writeFileSync(join(elsewhere, 'package.json'), '{}');
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory.path];
  const tarball = execFileSync('npm', packing, { cwd: resolve('.'), encoding: 'utf8' }).trim();
  const installing = [
    'install',
    '--silent',
    '--offline',
    '--no-audit',
    '--no-fund',
    join(directory.path, tarball),
  ];
  execFileSync('npm', installing, { cwd: elsewhere });
});

afterAll(() => directory.remove());

describe('in a project that brings a program of the same name, and an .npmrc', () => {
  test('the short form starts what the project brought: the reason for the other two', () => {
    expect(inProject('npx', ['-y', NAME, '--version'])).toBe('took the-token');
  });

  test('npx with --prefix of another folder starts the package', () => {
    expect(inProject('npx', ['-y', '--prefix', elsewhere, NAME, '--version'])).toBe(version);
    const registry = inProject('npm', ['--prefix', elsewhere, 'config', 'get', 'registry']);
    expect(registry).not.toContain('127.0.0.1:9');
  });

  test('npx with the prefix that the manifests have asks the registry of the user, and starts nothing of the project', async () => {
    const asked: string[] = [];
    const registry = createServer(({ url = '' }, response) => {
      asked.push(url);
      response.writeHead(404).end('{}');
    });
    await new Promise<void>((resolve) => {
      registry.listen(0, '127.0.0.1', resolve);
    });
    const { port } = registry.address() as AddressInfo;
    const userconfig = join(directory.path, 'npmrc-of-the-user');
    writeFileSync(userconfig, `registry=http://127.0.0.1:${port}/\n`);
    const { PATH = '' } = process.env;
    const started = spawn('npx', ['-y', '--prefix', '/', NAME, '--version'], {
      cwd: project,
      env: {
        PATH,
        HOME: directory.path,
        npm_config_userconfig: userconfig,
        npm_config_update_notifier: 'false',
      },
    });
    let said = '';
    started.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await once(started, 'close');
    registry.close();
    expect(said).not.toContain('took');
    expect(asked).toContain(`/${NAME}`);
  });

  test('node with an absolute path starts the package', () => {
    const program = join(elsewhere, 'node_modules', NAME, 'dist', 'cli.js');
    expect(inProject(process.execPath, [program, '--version'])).toBe(version);
  });
});
