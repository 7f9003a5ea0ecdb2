import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { scripts } from '../../package.json';
import { runHere } from '../commands/run-here.ts';
import { startProgram } from '../e2e/program.ts';
import { bashMain } from '../script-rules/judged.ts';
import { proseDocuments } from './documents.ts';

/** What documents call what each reader has of their own, and what stands for it here. */
const STAND_INS: Record<string, string> = {
  'my-workspace': 'checkout-prod',
  'api-pods': 'checkout-api-pods',
  HOST: 'cursor',
  FILE: 'checks/pods-ready.sh',
};
/** Commands that go on until they are stopped, and those that ask a person. */
const SERVING = new Set(['serve', 'sandbox', 'views']);
const ASKING = new Set(['setup', 'login', 'logout']);

const PING = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' });

const documents = proseDocuments().filter(({ path }) => path !== 'CHANGELOG.md');
const lines = documents.flatMap(({ path, fences, code }) => [
  ...fences
    .filter(({ language }) => ['', 'bash', 'sh', 'shell', 'console', 'text'].includes(language))
    .flatMap(({ text }) => text.split('\n').map((line) => ({ path, line: line.trim() }))),
  ...code.map(({ text }) => ({ path, line: text })),
]);

/** Each command line of this program that a document shows, with variables before it and without what it is piped into. */
const commands = [
  ...new Map(
    lines.flatMap(({ path, line }) => {
      const [, before = '', rest] =
        /^((?:[A-Z_]+=\S+ )*)(?:node dist\/cli\.js|(?:npx (?:--no-install |-y )?)?runwhen-platform-mcp)(?: (.*))?$/.exec(
          line,
        ) ?? [];
      if (rest === undefined || /^[^\w-]/.test(rest)) return [];
      const shown = rest.replace(/\s+(?:#|\|).*$/, '').replace(/\s+\(.*$/, '');
      const environment = Object.fromEntries(
        before
          .trim()
          .split(' ')
          .filter(Boolean)
          .map((word) => word.split('=') as [string, string]),
      );
      return [[`${before}${shown}`, { path, shown, environment }] as const];
    }),
  ).values(),
];

const wordsOf = (shown: string) =>
  (shown.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replace(/^(['"])(.*)\1$/, '$2').replace(/\b[\w-]+\b/g, (name) => STAND_INS[name] ?? name),
  );

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shown-commands-'));
  mkdirSync(join(folder, 'checks'));
  writeFileSync(join(folder, 'checks', 'pods-ready.sh'), bashMain("printf '[]' >&3"));
  writeFileSync(join(folder, 'sandbox.env'), 'RUNWHEN_SANDBOX=true\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(commands)('$shown, shown in $path', ({ shown, environment }) => {
  const words = wordsOf(shown);
  const name = words.find((word) => /^[a-z]/.test(word)) ?? '';
  const place = () => ({
    workingDirectory: folder,
    environment: {
      RUNWHEN_SANDBOX: 'true',
      DEFAULT_WORKSPACE: 'checkout-prod',
      XDG_CONFIG_HOME: folder,
      // Any free one, unless the document names one.
      MCP_PORT: '0',
      ...environment,
    },
  });

  if (ASKING.has(name)) {
    test('has these options', async () => {
      const { code, stdout } = await runHere([name, '--help']);
      expect(code).toBe(0);
      for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout).toContain(flag);
    });
  } else if (SERVING.has(name)) {
    test('says where it serves, and ends when it is told to', async () => {
      const port = words.indexOf('--port');
      const free = port < 0 ? words : words.with(port + 1, '0');
      const running = startProgram(free, place());
      // Where it serves standard input it says nothing by itself.
      running.child.stdin!.write(`${PING}\n`);
      await vi.waitFor(() => expect(running.stdout() + running.stderr()).toMatch(/https?:\/\/|"result"/), {
        timeout: 20_000,
      });
      running.child.kill();
      expect((await running.ended).code).toBe(0);
    });
  } else {
    test('does what it says', async () => {
      const { workingDirectory, environment } = place();
      for (const [variable, value] of Object.entries(environment)) vi.stubEnv(variable, value);
      const before = process.cwd();
      process.chdir(workingDirectory);
      onTestFinished(() => {
        process.chdir(before);
        vi.unstubAllEnvs();
      });
      const { code, stdout, stderr } = await runHere(words);
      expect(code, `${stdout}${stderr}`).toBe(0);
    });
  }
});

test('every npm script that a document names is there', () => {
  const named = lines.flatMap(({ line }) =>
    [...line.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(([, script]) => script!),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
