import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StdioServer, startStdioServer, temporaryDirectory } from './stdio-server.ts';

const workspace_name = 'checkout-prod';
const directory = temporaryDirectory();

let server: StdioServer;
const call = (tool: string, args: Record<string, unknown> = {}) =>
  server.call(tool, { workspace_name, ...args });
const refusal = (tool: string, args: Record<string, unknown> = {}) =>
  server.refusal(tool, { workspace_name, ...args });

beforeAll(async () => {
  const bin = join(directory.path, 'bin');
  const work = join(directory.path, 'team', 'checks');
  mkdirSync(bin);
  mkdirSync(work, { recursive: true });
  linkCommands(bin);
  writeFileSync(join(directory.path, 'team', 'RUNWHEN.md'), '# Ledger\n\nQueries take at most 5 s.\n');
  server = await startStdioServer({
    arguments: ['--sandbox'],
    workingDirectory: work,
    environment: { PATH: bin },
  });
});
afterAll(async () => {
  await server.close();
  directory.remove();
});

/** The two interpreters and nothing else, so that no other command of this machine, such as jq, is found. */
function linkCommands(bin: string): void {
  const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  const bash = execFileSync('bash', ['-c', 'type -P bash'], { encoding: 'utf8' });
  symlinkSync(realpathSync(python.trim()), join(bin, 'python3'));
  symlinkSync(realpathSync(bash.trim()), join(bin, 'bash'));
}

interface Draft {
  interpreter: 'python' | 'bash';
  /** With one misspelt key and a call of main that the runner does not want. */
  broken: string;
  misspelt: { key: string; line: number };
  mended: string;
  sli: string;
}

const PYTHON = (key: string) => `import os


def main():
    lag = int(os.environ["LAG_SECONDS"])
    limit = int(os.environ["LIMIT_SECONDS"])
    with open(os.environ["kubeconfig"]) as file:
        print("kubeconfig:", file.readline().strip())
    print(f"lag {lag} s, limit {limit} s")
    if lag <= limit:
        return []
    return [{
        "issue title": f"Ledger replica is {lag} seconds behind",
        "${key}": f"The replica of the ledger lags {lag} s behind its primary; {limit} s are accepted.",
        "issue severity": 2,
        "issue next steps": "Look for long transactions on the primary of the ledger.",
    }]
`;

const BASH = (key: string) => `main() {
  read -r first < "$kubeconfig"
  echo "kubeconfig: $first"
  echo "lag $LAG_SECONDS s, limit $LIMIT_SECONDS s"
  if [ "$LAG_SECONDS" -le "$LIMIT_SECONDS" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"Ledger standby is %s seconds behind","${key}":"The standby of the ledger lags %s s behind its primary; %s s are accepted.","issue severity":2,"issue next steps":"Look for long transactions on the primary of the ledger."}]' \\
    "$LAG_SECONDS" "$LAG_SECONDS" "$LIMIT_SECONDS" >&3
}
`;

const DRAFTS: Draft[] = [
  {
    interpreter: 'python',
    broken: `${PYTHON('issue desciption')}\n\nif __name__ == "__main__":\n    main()\n`,
    misspelt: { key: 'issue desciption', line: 14 },
    mended: `${PYTHON('issue description')}\n\nif __name__ == "__main__":\n    main()\n`,
    sli: 'import os\n\n\ndef main():\n    return 1.0 if int(os.environ["LAG_SECONDS"]) < 60 else 0.0\n',
  },
  {
    interpreter: 'bash',
    broken: `${BASH('issue_description')}\nmain "$@"\n`,
    misspelt: { key: 'issue_description', line: 9 },
    mended: `${BASH('issue description')}\nmain "$@"\n`,
    sli: 'main() {\n  if [ "$LAG_SECONDS" -lt 60 ]; then printf 1 >&3; else printf 0 >&3; fi\n}\n',
  },
];

test('the project’s rules are read from above the working directory', async () => {
  const { source, content } = await server.call('get_workspace_context');
  expect(source).toBe(join(realpathSync(directory.path), 'team', 'RUNWHEN.md'));
  expect(content).toContain('Queries take at most 5 s.');
});

describe.each(DRAFTS)('a check in $interpreter', ({ interpreter, broken, misspelt, mended, sli }) => {
  const slx_name = `ledger-lag-${interpreter}`;
  const env_vars = { LAG_SECONDS: '75', LIMIT_SECONDS: '100' };
  const secret_vars = { kubeconfig: 'kubeconfig' };
  const issues = async () =>
    (await call('get_workspace_issues', { search: 'ledger' })).results.filter(
      ({ slxName }: { slxName: string }) => slxName.endsWith(slx_name),
    );

  test('is refused for a misspelt key, with its line', async () => {
    const error = await refusal('run_script_and_wait', { script: broken, interpreter });
    expect(error.code).toBe('refused');
    const [finding] = error.detail.findings.filter(
      ({ severity }: { severity: string }) => severity === 'error',
    );
    expect(finding).toMatchObject({ line: misspelt.line });
    expect(finding.message).toContain(misspelt.key);
    expect(`${finding.message} ${finding.fix}`).toContain('issue description');
  });

  test('is valid once mended, and what calls main itself is taken out', async () => {
    const judged = await server.call('validate_script', { script: mended, interpreter });
    expect(judged).toMatchObject({ valid: true, blocking_warnings: [] });
    expect(judged.auto_fixes_applied_on_run).toHaveLength(1);
    expect(judged.detected_env_vars).toEqual(expect.arrayContaining(['LAG_SECONDS', 'LIMIT_SECONDS']));
  });

  test('runs for real with a variable, the file of a secret, and an override', async () => {
    const run = await call('run_script_and_wait', {
      script: mended,
      interpreter,
      env_vars,
      secret_vars,
      runtime_var_overrides: { LIMIT_SECONDS: '30' },
    });
    expect(run).toMatchObject({ outcome: 'issues', finalStatus: 'SUCCEEDED', location: 'checkout-prod-eu' });
    expect(run.stdout).toBe('kubeconfig: apiVersion: v1\nlag 75 s, limit 30 s\n');
    expect(run.issues).toHaveLength(1);
    expect(run.issues[0]).toMatchObject({ severity: '2', title: expect.stringContaining('75 seconds') });
    expect(run.auto_fixes_applied).toHaveLength(1);
    expect(run.secret_resolution_notes[0]).toContain('k8s:file@secret/kubeconfig:kubeconfig');
  });

  test('is healthy within its limit, which is told apart from a crash', async () => {
    const run = await call('run_script_and_wait', { script: mended, interpreter, env_vars, secret_vars });
    expect(run).toMatchObject({ outcome: 'healthy', issues: [] });
  });

  test('its SLI returns a number', async () => {
    const run = await call('run_script_and_wait', {
      script: sli,
      interpreter,
      task_type: 'sli',
      env_vars,
    });
    expect(run).toMatchObject({ outcome: 'metric', finalStatus: 'SUCCEEDED' });
    expect(Number(run.metric)).toBe(0);
  });

  test('is committed with that SLI', async () => {
    const committed = await call('commit_slx', {
      slx_name,
      alias: `Ledger lag (${interpreter})`,
      statement: 'The ledger should be at most 30 s behind.',
      script: mended,
      interpreter,
      sli_script: sli,
      sli_interpreter: interpreter,
      env_vars: { ...env_vars, LIMIT_SECONDS: '30' },
      secret_vars,
      access: 'read-only',
      resource_path: 'ledger/replicas',
    });
    expect(committed).toMatchObject({
      status: 'committed',
      slx_name,
      committed_types: 'task + sli (custom script)',
    });
  });

  test('is listed, with what it runs', async () => {
    const { results } = await call('get_workspace_slxs', { search: slx_name });
    expect(results).toEqual([
      expect.objectContaining({
        shortName: slx_name,
        runbook: true,
        sli: true,
        resourcePath: 'custom/ledger/replicas',
      }),
    ]);
    const runbook = await call('get_slx_runbook', { slx_name });
    expect(runbook.script).toContain('LAG_SECONDS');
    expect(runbook.script).not.toMatch(/__main__|main "\$@"/);
  });

  test('runs as committed and reports its issue', async () => {
    const run = await call('run_slx', { slx_name });
    expect(run).toMatchObject({ status: 'completed', outcome: 'issues', failed_titles: [] });
    expect(run.issues[0].title).toContain('75 seconds behind');
    expect(run.stdout).toContain('limit 30 s');
  });

  test('its issue is among those of the workspace', async () => {
    const [issue] = await issues();
    expect(issue).toMatchObject({ severity: 2, title: expect.stringContaining('75 seconds behind') });
    const details = await call('get_issue_details', { issue_id: issue.id });
    expect(JSON.stringify(details)).toContain('30 s are accepted');
  });

  test('is gone once deleted', async () => {
    expect(await server.confirmed('delete_slx', { workspace_name, slx_name })).toMatchObject({
      status: 'deleted',
      slx_name,
    });
    expect((await call('get_workspace_slxs', { search: slx_name })).count).toBe(0);
    expect((await refusal('run_slx', { slx_name })).code).toBe('not_found');
    expect((await refusal('delete_slx', { slx_name })).code).toBe('not_found');
  });
});

describe('a script that needs jq where there is none', () => {
  const script = `main() {
  jq -n '[{"issue title": "Queue is long", "issue severity": 3}]' >&3
}
`;

  test('is told as the script’s failure, not as a healthy run', async () => {
    const run = await call('run_script_and_wait', { script, interpreter: 'bash' });
    expect(run).toMatchObject({ outcome: 'crashed', finalStatus: 'SUCCEEDED', issues: [] });
    expect(run.stderr).toContain('jq: command not found');
    expect(run.outcome_reason).toContain('jq');
    expect(run.crash).toMatchObject({ line: 2 });
  });

  test('is not called healthy either when it runs as committed, where nothing says how main came back', async () => {
    await call('commit_slx', {
      slx_name: 'queue-by-jq',
      alias: 'Queue by jq',
      statement: 'The queue should be short.',
      script,
      interpreter: 'bash',
    });
    const run = await call('run_slx', { slx_name: 'queue-by-jq' });
    expect(run).toMatchObject({ status: 'completed', outcome: 'unknown', issues: [] });
    expect(run.outcome_reason).toContain('jq: command not found');
  });
});
