import { describe, expect, test } from 'vitest';
import { parsePythonJson } from '../../../src/sandbox/runner/python-json.ts';
import type { PythonValue } from '../../../src/sandbox/runner/python-value.ts';
import { scriptEnvironment } from '../../../src/sandbox/runner/script-environment.ts';
import { printed, runBash, runPython, stream } from './runs.ts';

const DIRECTORIES = {
  root: '/run',
  temp: '/run/temp',
  kubeconfig: '/run/kube',
  variables: { CODEBUNDLE_TEMP_DIR: '/run/temp', AZURE_CONFIG_DIR: '/run/azure' },
};
const MACHINE = {
  path: '/bin:/usr/bin',
  python: '/usr/bin/python3',
  pythonVersion: [3, 14] as const,
  forwarded: { HTTPS_PROXY: 'http://p', SSL_CERT_FILE: '/own' },
};

function environment(map: object, secrets: Record<string, string> = {}) {
  return scriptEnvironment(
    parsePythonJson(JSON.stringify(map)) as Map<string, PythonValue>,
    secrets,
    DIRECTORIES,
    MACHINE,
  );
}

describe('environment of a script', () => {
  test('it holds nothing but what is configured and forwarded', () => {
    expect(environment({ A: 'x' })).toEqual({
      HTTPS_PROXY: 'http://p',
      A: 'x',
      PATH: '/bin:/usr/bin',
      SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt',
      REQUESTS_CA_BUNDLE: '/etc/ssl/certs/ca-certificates.crt',
      CODEBUNDLE_TEMP_DIR: '/run/temp',
      AZURE_CONFIG_DIR: '/run/azure',
    });
  });

  test('the map wins over forwarded variables', () => {
    expect(environment({ HTTPS_PROXY: 'http://mine' }).HTTPS_PROXY).toBe('http://mine');
  });

  test('values become Python text', () => {
    const { A, B, C, D, E } = environment({ A: true, B: 5, C: [1, 'x', null], D: { k: 0.5 }, E: '' });
    expect([A, B, C, D, E]).toEqual(['True', '5', "[1, 'x', None]", "{'k': 0.5}", '']);
  });

  test('null values are left out', () => {
    expect(environment({ A: null })).not.toHaveProperty('A');
  });

  test("PATH of the map stands before the runner's", () => {
    expect(environment({ PATH: '/opt/bin' }).PATH).toBe('/opt/bin:/bin:/usr/bin');
  });

  test('certificate files are forced even if given', () => {
    expect(environment({ SSL_CERT_FILE: '/mine', REQUESTS_CA_BUNDLE: '/mine' })).toMatchObject({
      SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt',
      REQUESTS_CA_BUNDLE: '/etc/ssl/certs/ca-certificates.crt',
    });
  });

  test('directories of the run are set only where the map has none', () => {
    expect(environment({ AZURE_CONFIG_DIR: '/mine' }).AZURE_CONFIG_DIR).toBe('/mine');
  });

  test.each(['', '  ', '""', '<binary>', '{{ binary }}'])(
    'KUBERNETES_DISTRIBUTION_BINARY %j becomes kubectl',
    (value) => {
      expect(environment({ KUBERNETES_DISTRIBUTION_BINARY: value }).KUBERNETES_DISTRIBUTION_BINARY).toBe(
        'kubectl',
      );
    },
  );

  test('another KUBERNETES_DISTRIBUTION_BINARY stays, and none is made up', () => {
    expect(environment({ KUBERNETES_DISTRIBUTION_BINARY: 'oc' }).KUBERNETES_DISTRIBUTION_BINARY).toBe('oc');
    expect(environment({})).not.toHaveProperty('KUBERNETES_DISTRIBUTION_BINARY');
  });

  test('a secret beats a value of the same name', () => {
    expect(environment({ A: 'value' }, { A: '/run/temp/A' }).A).toBe('/run/temp/A');
  });

  test("a real run inherits nothing of the sandbox's own environment", async () => {
    const outcome = await runPython(
      'import json, os\ndef main():\n  print(json.dumps(sorted(os.environ)))\n  return []',
    );
    const names = printed(outcome) as string[];
    const absent = [
      'HOME',
      'USER',
      'LANG',
      'KUBECONFIG',
      'TMPDIR',
      'PYTHONPATH',
      'AWS_PROFILE',
      'VITEST',
      'NODE_ENV',
    ];
    expect(names.filter((name) => absent.includes(name) || name.startsWith('RW_'))).toEqual([]);
  });

  test('$HOME is empty in bash', async () => {
    const outcome = await runBash('main() { echo "[$HOME]"; }');
    expect(stream(outcome, 'stdout')).toBe('[]\n');
  });

  test('a name that is no shell identifier reaches Python', async () => {
    const outcome = await runPython('import os\ndef main():\n  print(os.environ["my-var.x"])\n  return []', {
      env: { 'my-var.x': 'there' },
    });
    expect(stream(outcome, 'stdout')).toBe('there\n');
  });

  test('a name with an equals sign keeps the script from starting; the task passes', async () => {
    const outcome = await runPython('print("started")\ndef main(): return []', { env: { 'a=b': 'x' } });
    expect(stream(outcome, 'stdout')).toBe('');
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test("the working directory is CODEBUNDLE_TEMP_DIR and holds the bundle's files", async () => {
    const outcome = await runBash('main() { [ "$PWD" = "$CODEBUNDLE_TEMP_DIR" ] && ls; }');
    expect(stream(outcome, 'stdout')).toBe('run_output.json\nrunbook.robot\nsli.robot\n');
  });

  test('overriding CODEBUNDLE_TEMP_DIR moves the result, not the working directory', async () => {
    const outcome = await runBash(
      `mkdir moved\nmain() { basename "$PWD"; echo '[{"issue title": "moved"}]' >&3; }`,
      {
        env: { CODEBUNDLE_TEMP_DIR: 'moved' },
      },
    );
    expect(stream(outcome, 'stdout')).toBe('cb-temp\n');
    expect(outcome.issues.map(({ title }) => title)).toEqual(['moved']);
  });
});
