import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runHere } from './run-here.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const PYTHON = `import os
def main():
    with open(os.environ["kubeconfig"]) as file:
        secret = file.read()
    print("namespace", os.environ["NAMESPACE"], "secret", len(secret))
    return [{
        "issue title": "Too few replicas of web",
        "issue description": "Two of three replicas of the deployment web are ready.",
        "issue severity": 2,
        "issue next steps": "Look at the events of the deployment web.",
    }]
`;

/** The scripts that are run, what is given with them, and what comes of it. */
const RUNS: [name: string, script: string, args: string[], code: number, outcome: string][] = [
  ['issues.py', PYTHON, ['--var', 'NAMESPACE=web', '--secret', 'kubeconfig=@FOLDER/kube'], 0, 'issues'],
  ['healthy.sh', 'main() {\n  echo fine\n  printf "[]" >&3\n}\n', [], 0, 'healthy'],
  ['pods-sli.py', 'def main():\n    return 0.5\n', [], 0, 'metric'],
  ['crash.py', 'def main():\n    return 1 / 0\n', [], 1, 'crashed'],
  ['named-only.py', 'main=list\n', [], 0, 'healthy'],
  ['kind.py', 'def main():\n    return 0.5\n', ['--kind', 'sli'], 0, 'metric'],
];

describe('run', () => {
  test.each(RUNS)('%s', async (name, script, args, code, outcome) => {
    const path = join(folder, name);
    writeFileSync(path, script);
    writeFileSync(join(folder, 'kube'), 'apiVersion: v1\n');
    const ended = await runHere(['run', path, ...args.map((arg) => arg.replace('FOLDER', folder))]);
    const result = JSON.parse(ended.stdout);
    expect({ code: ended.code, outcome: result.outcome }).toEqual({ code, outcome });
    if (name === 'issues.py') expect(result.stdout).toBe('namespace web secret 15\n');
  });

  test('shows a person the outcome, the issues and what the script printed', async () => {
    const path = join(folder, 'shown.py');
    writeFileSync(path, PYTHON);
    const args = ['--var', 'NAMESPACE=web', '--secret', 'kubeconfig=value', '--format', 'table'];
    const { code, stdout } = await runHere(['run', path, ...args]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${path}: issues: The script reported 1 issue.`);
    expect(stdout).toContain('  severity 2: Too few replicas of web\n');
    expect(stdout).toContain('    namespace web secret 5\n');
  });

  test('runs nothing that the runner would refuse, and says why as a compiler does', async () => {
    const path = join(folder, 'refused.py');
    writeFileSync(path, 'def main():\n    return [{"issue titel": "Disk"}]\n');
    const { code, stdout } = await runHere(['run', path, '--format', 'table']);
    expect(code).toBe(1);
    expect(stdout).toContain(`${path}:2:14: error issue-key: `);
  });

  test.each([
    [['--api-url', 'http://127.0.0.1:1', '--workspace', 'x', '--read-only']],
    [['--sandbox']],
    [['--toolsets', 'investigate']],
    [['--exclude-tools', 'run_script_and_wait']],
    [['--confirm', 'always']],
  ])('runs it here, whatever is configured: %j', async (configured) => {
    const { code, stdout } = await runHere([...configured, 'run', join(folder, 'healthy.sh')]);
    expect(code, stdout).toBe(0);
  });
});
