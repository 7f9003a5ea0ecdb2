import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runHere } from './run-here.ts';

/** Command lines that are wrong, each in a way of its own. `FOLDER` is a folder with an empty folder in it. */
const MISUSES: string[][] = [
  ['doctr'],
  ['serv'],
  ['tool'],
  ['init'],
  ['lint', 'checks'],
  ['list'],
  ['frobnicate'],
  ['get_workspace_issues'],
  ['constructor'],
  ['completion', 'constructor'],
  ['get_workspace_isues', 'severity=1'],
  ['checks/pods.py'],
  ['serve', 'extra'],
  ['--token', 'abc', 'tools'],
  ['--tokn', 'abc'],
  ['--workspce', 'x'],
  ['-v'],
  ['tools', '--jsn'],
  ['tools', 'get_workspace_isues'],
  ['tools', 'commit_slx', '--read-only'],
  ['call'],
  ['call', '--severity', '1'],
  ['call', 'get_workspace_isues'],
  ['call', 'commit_slx', '--read-only'],
  ['call', 'list_workspaces', 'checkout'],
  ['call', 'get_workspace_issues', '{"severity":1}'],
  ['call', 'get_workspace_issues', '-s', '1'],
  ['call', 'get_workspace_issues', '--severity'],
  ['call', 'get_workspace_issues', '--severity', '--limit', '3'],
  ['call', 'get_workspace_issues', '--severety', '1'],
  ['call', 'get_workspace_issues', '--severity', '1', 'severity=2'],
  ['call', 'get_workspace_issues', 'workspace_name=x', 'severity=high'],
  ['call', 'get_workspace_issues', '--token', 'abc'],
  ['call', 'get_workspace_issues', '--json', '{severity: 1}'],
  ['call', 'get_workspace_issues', '--json', '[1]'],
  ['call', 'get_workspace_issues', '--json', '{"severity": 1, "severity": 2}'],
  ['call', 'get_workspace_issues', '--json', '@FOLDER/no.json'],
  ['call', 'get_workspace_issues', '--format', 'yaml'],
  ['call', 'get_workspace_issues', '--format', 'tabel'],
  ['call', 'list_indexed_resource_types', 'platform=azur'],
  ['call', 'run_script', '--secret-vars', 'A=x', '--secret-vars', 'A=y'],
  ['call', 'validate_script', 'script=@FOLDER'],
  ['call', 'validate_script', 'script=@'],
  ['call', 'list_workspaces'],
  ['validate'],
  ['validate', 'FOLDER/no.py'],
  ['validate', 'FOLDER/empty'],
  ['validate', 'FOLDER/*.sh'],
  ['validate', 'FOLDER/x.py', '--kind', 'metric'],
  ['validate', '--format', 'xml', 'FOLDER/x.py'],
  ['validate', '--format', 'sarf', 'FOLDER/x.py'],
  ['run'],
  ['run', 'FOLDER/no.sh'],
  ['run', 'FOLDER/x.py', '--var', 'NAMESPACE'],
  ['run', 'FOLDER/x.py', '--secret', 'kubeconfig=@FOLDER/no.yaml'],
  ['completion'],
  ['completion', 'powershell'],
  ['completion', 'bsh'],
  ['sandbox', '--port', 'http'],
  ['--api-url', 'papi.acme.com', 'tools'],
  ['--transport', 'sse'],
  ['--transport', 'htpp'],
  ['--confirm', 'delets', 'tools'],
  ['--env-file', 'FOLDER/no.env', 'tools'],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'misuses-'));
  writeFileSync(join(folder, 'x.py'), 'def main():\n    return []\n');
  mkdirSync(join(folder, 'empty'));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('forty misuses and more end with a code, and say what to write instead', async () => {
  vi.stubEnv('RUNWHEN_TOKEN', '');
  vi.stubEnv('RW_API_URL', 'https://papi.acme.com');
  const quoted: string[] = [];
  for (const words of MISUSES) {
    const argv = words.map((word) => word.replaceAll('FOLDER', folder));
    const { code, stdout, stderr } = await runHere(argv);
    const shown = `${stdout}${stderr}`.replaceAll(folder, 'FOLDER').trimEnd();
    quoted.push(`$ runwhen-platform-mcp ${words.map(quote).join(' ')}\n${shown}\n[${code}]\n`);
    expect(code, words.join(' ')).not.toBe(0);
    // A failed call answers on standard output, as JSON; all else is for standard error.
    expect(stdout === '' || code === 1, words.join(' ')).toBe(true);
  }
  expect(MISUSES.length).toBeGreaterThanOrEqual(40);
  await expect(quoted.join('\n')).toMatchFileSnapshot('misuses.txt');
});

const quote = (word: string) => (/^[\w@./:=,-]+$/.test(word) ? word : `'${word}'`);
