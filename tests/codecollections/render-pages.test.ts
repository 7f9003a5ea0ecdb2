import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderBundle } from '../../src/codecollections/render/bundle-files.ts';
import { parseSkill } from '../../src/skills/front-matter.ts';
import { put, temporaryFolder } from '../skills/skill-folder.ts';
import { fileOf, sampleBundle, sampleSli, TASK_SCRIPT } from './sample-bundle.ts';

const full = () =>
  sampleBundle({
    sli: sampleSli,
    envVars: { NAMESPACE: 'shop | cart' },
    secretVars: { kubeconfig: 'k8s:file@secret/very-private-key:kubeconfig' },
  });

const reviewPage = (bundle = full()) => fileOf(bundle, 'SKILL_TEMPLATE.md');

describe('the review page', () => {
  test('sends reviewers to the raw script and away from base64', () => {
    const page = reviewPage();
    expect(page).toContain('raw_script.py');
    expect(page).toContain('raw_sli_script.sh');
    expect(page).toContain('Do not parse the base64');
    expect(page).not.toContain(Buffer.from(TASK_SCRIPT).toString('base64'));
  });

  test('names secrets without their keys', () => {
    const page = reviewPage();
    expect(page).toContain('`kubeconfig`');
    expect(page).not.toContain('very-private-key');
    expect(page).not.toContain('workspaceKey');
  });

  test('has front matter that reads back, and every heading at the start of a line', () => {
    const page = reviewPage(sampleBundle({ statement: 'a: b # c\n# Not a heading\n---' }));
    expect(parseSkill(page)).toMatchObject({
      name: 'my-health-check',
      description: 'a: b # c\n# Not a heading\n---',
    });
    const headings = page.split('\n').filter((line) => /^\s*#/.test(line));
    expect(headings).toEqual([
      '# Cart Health',
      '## What runs',
      '## Where it runs',
      '## Owners and origin',
      '## Configuration',
      '## Secrets',
      '## Set for each run',
    ]);
  });

  test('keeps a value with a bar inside its table cell', () => {
    expect(reviewPage()).toContain('| `NAMESPACE` | `shop \\| cart` |');
  });
});

describe('the README', () => {
  test('has a command that finds the template’s script equal to the raw one', async () => {
    const bundle = full();
    const folder = await temporaryFolder();
    for (const { path, content } of renderBundle(bundle)) await put(folder, path, content);
    const command = /```sh\n(.*?)\n```/s.exec(fileOf(bundle, 'README.md'))?.[1] ?? 'false';
    const cwd = join(folder, 'codebundles/my-health-check');
    execFileSync('bash', ['-o', 'pipefail', '-c', command], { cwd });
    await put(cwd, '.runwhen/raw_script.py', 'def main():\n    return [1]\n');
    expect(() => execFileSync('bash', ['-c', command], { cwd, stdio: 'pipe' })).toThrow();
  });
});
