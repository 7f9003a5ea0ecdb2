/**
 * Mutation testing: changes one place of the source at a time, runs the tests that reach it, and lists the changes that no test
 * notices. `npm run mutate -- AREA [FILE...]`, such as `npm run mutate -- python returns.ts ending.ts`.
 */
import { Stryker } from '@stryker-mutator/core';

interface Area {
  folder: string;
  /** What is changed unless files are named. */
  files: string[];
  /** Patterns of the tests that run meanwhile. */
  tests: string[];
}

const AREAS: Record<string, Area> = {
  // Without the tests that run each script in a real interpreter.
  'run-outcome': {
    folder: 'src/run-outcome',
    files: ['*.ts', '!completion-mark.ts', '!after-main.ts'],
    tests: ['tests/run-outcome/!(after-main|completion-mark|real-runs).test.ts'],
  },
  // With those tests alone.
  'completion-mark': {
    folder: 'src/run-outcome',
    files: ['completion-mark.ts', 'after-main.ts'],
    tests: ['tests/run-outcome/{completion-mark,after-main}.test.ts'],
  },
  auth: {
    folder: 'src/server/http/auth',
    files: ['*.ts'],
    tests: ['tests/server/http/{tokens,roles,narrowing,auth/*}.test.ts'],
  },
  'script-rules': {
    folder: 'src/script-rules',
    files: ['*.ts', '{source,syntax}/*.ts'],
    tests: ['tests/script-rules/**/*.test.ts'],
  },
  python: {
    folder: 'src/script-rules/python',
    files: ['*.ts'],
    tests: ['tests/script-rules/{rule-table,python/*}.test.ts'],
  },
  bash: {
    folder: 'src/script-rules/bash',
    files: ['*.ts'],
    tests: ['tests/script-rules/{rule-table,bash/*}.test.ts'],
  },
};

const [name = '', ...files] = process.argv.slice(2);
const area = AREAS[name];
if (!area) {
  console.error(
    `Usage: npm run mutate -- AREA [FILE...], with AREA one of: ${Object.keys(AREAS).join(', ')}`,
  );
  process.exit(2);
}

process.env.MUTATION_TESTS = area.tests.join(';');
await new Stryker({
  mutate: (files.length > 0 ? files : area.files).map((file) =>
    file.startsWith('!') ? `!${area.folder}/${file.slice(1)}` : `${area.folder}/${file}`,
  ),
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  // Vitest's own search for related tests reads static imports only.
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // A change that makes a loop endless is given three times the usual time and this many milliseconds.
  timeoutMS: 20_000,
  timeoutFactor: 3,
  dryRunTimeoutMinutes: 20,
  // Only these are copied; among the others are links, which Stryker cannot copy.
  ignorePatterns: ['/*', '!/src', '!/tests', '!/skills', '!/package.json', '!/tsconfig.json'],
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
  allowConsoleColors: false,
}).runMutationTest();
