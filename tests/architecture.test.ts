import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { readSources, roomOf, violations, withText } from '../scripts/architecture/check.ts';
import { CAPABILITIES, type Capability, ROOMS } from '../scripts/architecture/rooms.ts';

const sources = readSources();
const paths = [...sources.keys()];

test('each folder of tests belongs to a room, or docs/architecture.md says what it holds', () => {
  const rooms = ROOMS.map(({ name }) => name);
  const said = readFileSync('docs/architecture.md', 'utf8');
  const folders = readdirSync('tests', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.length).toBeGreaterThan(rooms.length / 2);
  expect(
    folders
      .map(({ name }) => name)
      .filter((name) => !rooms.includes(name) && !said.includes(`\`tests/${name}\``)),
  ).toEqual([]);
});

describe('the source tree', () => {
  it('keeps to the table of rooms in scripts/architecture/rooms.ts', () => {
    expect(violations(sources)).toEqual([]);
  });

  it('has every room of the table, and lets none import from one that stands below it', () => {
    const names = ROOMS.map(({ name }) => name);
    expect([...new Set(paths.map(roomOf))].sort()).toEqual([...names].sort());
    for (const [index, { name, mayImport }] of ROOMS.entries()) {
      expect(names.slice(0, index), name).toEqual(expect.arrayContaining([...mayImport]));
    }
  });

  it('has what each capability names', () => {
    for (const { name, allowed } of Object.values(CAPABILITIES) as Capability[]) {
      for (const place of allowed) {
        expect(
          paths.some((path) => path.startsWith(`src/${place}`)),
          `${name}: ${place}`,
        ).toBe(true);
      }
    }
  });

  it('has no folder or file that is named after nothing', () => {
    expect(paths.filter((path) => /\/(utils?|helpers?|common|lib|shared|misc)(\/|\.ts$)/.test(path))).toEqual(
      [],
    );
  });

  it('has no file of more than 300 lines', () => {
    const long = paths.filter((path) => readFileSync(path, 'utf8').split('\n').length > 301);
    expect(long, 'each of these holds two ideas: give the second a file of its own').toEqual([]);
  });
});

/** A file, text that is added to it, and what is said of it. */
const FORBIDDEN: [path: string, text: string, said: string][] = [
  [
    'src/platform/abort.ts',
    "import { createLogger } from '../server/create-server.ts';",
    'platform may not import server',
  ],
  ['src/chat-config/sinks.ts', "import '../tools/catalogue.ts';", 'chat-config may not import tools'],
  [
    'src/registry/rank-bundles.ts',
    "import type { Backend } from '../server/backend.ts';",
    'registry may not import server',
  ],
  [
    'src/tool-kit/compact.ts',
    "import { callTool } from '../server/call-tool.ts';",
    'tool-kit may not import server',
  ],
  [
    'src/sandbox/rules/search.ts',
    "import { byteLength } from '../../script-rules/sizes.ts';",
    'sandbox may not import script-rules',
  ],
  ['src/errors/nearest.ts', "import '../tools/catalogue.ts';", 'errors may not import tools'],
  [
    'src/authoring/plan-run.ts',
    "import { runCli } from '../commands/run-cli.ts';",
    'authoring may not import commands',
  ],
  [
    'src/errors/tool-error.ts',
    "export { loadConfig } from '../config/load.ts';",
    'errors may not import config',
  ],
  ['src/log/logger.ts', "const load = () => import('../config/load.ts');", 'log may not import config'],
  ['src/log/logger.ts', "type Config = import('../config/schema.ts').Config;", 'log may not import config'],
  [
    'src/config/load.ts',
    "import type { Platform } from '../platform/platform.ts';",
    'config may not import platform',
  ],
  ['src/names/slx-name.ts', "import { OPTIONS } from '../config/options.ts';", 'names may not import config'],
  ['src/platform/slxs.ts', "import { tagsOf } from '../slx/tags.ts';", 'platform may not import slx'],
  [
    'src/script-rules/findings.ts',
    "import type { Crash } from '../run-outcome/crash.ts';",
    'script-rules may not import run-outcome',
  ],
  ['src/slx/tags.ts', "import '../authoring/plan-commit.ts';", 'slx may not import authoring'],
  ['src/authoring/plan-commit.ts', "import '../tools/slxs/commit-slx.ts';", 'authoring may not import tools'],
  ['src/skills/load-skills.ts', "import '../tools/skills/list-skills.ts';", 'skills may not import tools'],
  ['src/tools/slxs/delete-slx.ts', "import '../../server/progress.ts';", 'tools may not import server'],
  [
    'src/tools/slxs/delete-slx.ts',
    "import { startSandbox } from '../../sandbox/start.ts';",
    'may not start the sandbox',
  ],
  ['src/server/stdio/serve.ts', "import '../../commands/serve.ts';", 'server may not import commands'],
  ...[
    "export * as tools from '../tools/catalogue.ts';",
    "import tools = require('../tools/catalogue.ts');",
    "const tools = createRequire(import.meta.url)('../tools/catalogue.ts');",
    "const path = '../tools/catalogue.ts'; const tools = await import(path);",
    'const tools = await import(`../tools/catalogue.ts`);',
    "const at = new URL('../tools/catalogue.ts', import.meta.url);",
    "const at = import.meta.resolve('../tools/catalogue.js');",
    "import '../tools/catalogue';",
    "import type X, { type Y } from '../tools/catalogue.ts';",
    "declare module '../tools/catalogue.ts' {}",
    "/** @type {import('../tools/catalogue.ts').Catalogue} */\nconst tools = 0;",
    "/** @param {Array<import('../tools/catalogue')>} tools */\nfunction show(tools) {}",
    "/** @import { Catalogue } from '../tools/catalogue' */\nconst tools = 0;",
    "/** @typedef {import('../tools/catalogue').Catalogue} Catalogue */",
    '/// <reference path="../tools/catalogue.ts" />',
    '/// <reference path="../tools/catalogue.d.ts" />',
  ].map((text): [string, string, string] => ['src/errors/nearest.ts', text, 'errors may not import tools']),
  ['src/errors/nearest.ts', "import x from '../../tests/tools/rounds.ts';", 'errors may not import tests'],
  ['src/cli.ts', "const run = () => import('../scripts/generate.ts');", 'cli.ts may not import scripts'],
  ...[
    "const path = '../tools/catalogue'; const tools = await import(path);",
    "const path = '../tools/catalogue'; const tools = require(path);",
    'const load = (name: string) => import(`../tools/${name}.ts`);',
    "const tools = createRequire(import.meta.url)('../tools/' + name);",
    "const load = createRequire(import.meta.url); const tools = load('../tools/catalogue');",
    'const tools = module.createRequire(address)(path);',
  ].map((text): [string, string, string] => [
    'src/errors/nearest.ts',
    text,
    'may not load a module that it does not name in its place',
  ]),
  ['src/novelty/file.ts', '', 'lies in novelty, which'],
  ['src/errors/tool-error.ts', "import './platform-errors.ts';", 'import each other in a circle'],
  [
    'src/errors/tool-error.ts',
    "import type { NotFound } from './platform-errors.ts';",
    'import each other in a circle',
  ],
  ['src/slx/tags.ts', 'const home = process.env.HOME;', 'may not read the environment'],
  ['src/slx/tags.ts', 'const { env } = process;', 'may not read the environment'],
  ['src/slx/tags.ts', "const home = process['env'].HOME;", 'may not read the environment'],
  ['src/slx/tags.ts', "import { env } from 'node:process';", 'may not read the environment'],
  ['src/slx/tags.ts', 'const reply = await fetch(address);', 'may not open or accept connections'],
  ['src/slx/tags.ts', 'const reply = await globalThis.fetch(address);', 'may not open or accept connections'],
  ['src/slx/tags.ts', "import { request } from 'undici';", 'may not open or accept connections'],
  ['src/server/stdio/serve.ts', "import net from 'net';", 'may not open or accept connections'],
  ['src/slx/tags.ts', "import { spawn } from 'node:child_process';", 'may not start processes'],
  [
    'src/server/stdio/serve.ts',
    "const { fork } = await import('node:child_process');",
    'may not start processes',
  ],
  ['src/slx/tags.ts', "Reflect.get(process, 'env');", 'may not read the environment'],
  ['src/slx/tags.ts', 'const go = fetch;', 'may not open or accept connections'],
  ['src/slx/tags.ts', 'const { fetch: go } = globalThis;', 'may not open or accept connections'],
  ['src/slx/tags.ts', "globalThis['fetch'](address);", 'may not open or accept connections'],
  ['src/slx/tags.ts', "import { lookup } from 'node:dns/promises';", 'may not open or accept connections'],
  ['src/slx/tags.ts', "process.getBuiltinModule('child_process');", 'may not start processes'],
  ['src/slx/tags.ts', 'const { log } = console;', 'may not write to standard output'],
  ['src/slx/tags.ts', "console.error('x');", 'may not write to standard output'],
  ['src/server/call-tool.ts', "process.stdout.write('x');", 'may not write to standard output'],
];

describe('the check of the source tree', () => {
  test.each(FORBIDDEN)('sees what is added to %s: %s', (path, text, said) => {
    expect(violations(withText(sources, path, text))).toEqual(
      expect.arrayContaining([expect.stringContaining(said)]),
    );
  });

  test.each([
    ['src/tools/slxs/delete-slx.ts', "import { NotFound } from '../../errors/platform-errors.ts';"],
    ['src/slx/tags.ts', "// process.env and fetch('x') in a comment\nconst said = 'process.stdout';"],
    ['src/slx/tags.ts', 'const reply = await services.fetch(address); const { console } = parts;'],
    ['src/config/environment.ts', 'const home = process.env.HOME;'],
    ['src/sandbox/runner/machine.ts', "import { spawn } from 'node:child_process';"],
    ['src/slx/tags.ts', "import type { Dispatcher } from 'undici';"],
    ['src/cli.ts', "import { version } from '../package.json';"],
    [
      'src/tools/slxs/delete-slx.ts',
      "/** @type {import('../../errors/tool-error.ts').ToolError} */\nconst error = 0;",
    ],
    ['src/errors/nearest.ts', "/** As `import('../tools/catalogue.ts')` would. */\nconst said = 0;"],
    ['src/errors/nearest.ts', "// @type {import('../tools/catalogue.ts').Catalogue}\nconst said = 0;"],
    ['src/errors/nearest.ts', '/// <reference types="node" />'],
    ['src/errors/nearest.ts', '// <reference path="../tools/catalogue.ts" />'],
    ['src/errors/nearest.ts', "const path = '../tools/catalogue'; show(path);"],
    ['src/errors/nearest.ts', "const next = await import('./similar-words.ts');"],
    ['src/errors/nearest.ts', 'const at = createRequire(import.meta.url).resolve(name);'],
    ['src/errors/nearest.ts', 'const parts = box.import(path); const found = await load(path);'],
    ['src/slx/tags.ts', "const said = 'see ../tools/catalogue.ts, or ./README.md';"],
    ['src/slx/tags.ts', 'function load(fetch: Fetch) {} type Console = typeof console;'],
    ['src/script-reader/reader-process.ts', "const child = new URL('./child.ts', import.meta.url);"],
  ])('lets pass what may be added to %s: %s', (path, text) => {
    expect(violations(withText(sources, path, text))).toEqual([]);
  });
});
