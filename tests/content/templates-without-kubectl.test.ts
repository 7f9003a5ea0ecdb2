import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from '../sandbox/runner/runs.ts';
import { readText } from './documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'path-'));
const path = process.env.PATH ?? '';

// The runner asks for the search path once, at its first run: before any test of this file.
process.env.PATH = folder;
for (const directory of path.split(delimiter)) linkPrograms(directory);

afterAll(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

test.each(['bash-task.sh', 'python-task.py'])('%s reports that kubectl is missing', async (file) => {
  const outcome = await runTemplate(file, 'task');
  expect(outcome.issues).toMatchObject([
    { severity: 3, title: 'Pod readiness of online-shop cannot be checked: no kubectl' },
  ]);
});

test.each(['bash-sli.sh', 'python-sli.py'])('%s is 0 without kubectl', async (file) => {
  expect((await runTemplate(file, 'sli')).metric).toBe(0);
});

function runTemplate(file: string, kind: 'task' | 'sli') {
  return run({
    script: readText(`skills/build-runwhen-task/references/${file}`),
    kind,
    env: { NAMESPACE: 'online-shop' },
    config: { INTERPRETER: file.endsWith('.py') ? 'python' : 'bash' },
  });
}

/** Makes the programs of a directory findable, kubectl and earlier ones of the same name apart. */
function linkPrograms(directory: string): void {
  for (const name of listed(directory)) {
    if (name === 'kubectl') continue;
    try {
      symlinkSync(join(directory, name), join(folder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
