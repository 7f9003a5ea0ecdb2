import { describe, expect, test } from 'vitest';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { bashMain, pythonMain } from '../../script-rules/judged.ts';
import { fastBench, writesOf } from './fast-bench.ts';

const workspace_name = 'checkout-prod';

async function run(script: string, args: Record<string, unknown> = {}) {
  const { call } = await fastBench();
  return call(runScriptAndWait, { workspace_name, script, ...args });
}

describe('the outcome of a run', () => {
  test('is issues where main returned some', async () => {
    const script = pythonMain(
      'n = 3',
      'print("looked")',
      'return [{"issue title": f"{n} pods are down", "issue description": f"{n} of 4 pods of cart-api are not ready for ten minutes.", "issue severity": 2, "issue next steps": "kubectl describe pods of cart-api", "issue observed at": "2026-05-01T10:00:00Z"}]',
    );
    const result = await run(script);
    expect(result).toMatchObject({
      outcome: 'issues',
      finalStatus: 'SUCCEEDED',
      issues: [
        {
          title: '3 pods are down',
          details: '3 of 4 pods of cart-api are not ready for ten minutes.',
          severity: '2',
          nextSteps: 'kubectl describe pods of cart-api',
          observedAt: expect.stringContaining('2026-05-01T10:00:00'),
        },
      ],
      stdout: 'looked\n',
      stderr: '',
      report: '',
      location: 'checkout-prod-eu',
      issue_quality_notes: [],
      elapsedSeconds: expect.any(Number),
    });
    expect(result.status_interpretation.meaning).toContain('SUCCEEDED');
    expect(result).not.toHaveProperty('notes');
  });

  test.each([
    ['Python', pythonMain('return []')],
    ['Bash', bashMain("printf '[]' >&3")],
  ])('is healthy where main of %s returned an empty list', async (_, script) => {
    const result = await run(script);
    expect(result).toMatchObject({ outcome: 'healthy', finalStatus: 'SUCCEEDED', issues: [] });
    expect(result.issue_quality_notes).toEqual([expect.stringContaining('zero issues')]);
  });

  test('is crashed with the exception and its line, although the platform calls it a success', async () => {
    const result = await run(pythonMain('pods = {}', 'print("here")', 'return pods["cart-api"]'));
    expect(result).toMatchObject({
      outcome: 'crashed',
      finalStatus: 'SUCCEEDED',
      issues: [],
      crash: { exception: "KeyError: 'cart-api'", line: 4 },
      stdout: 'here\n',
    });
    expect(result.outcome_reason).toContain('KeyError');
    expect(Object.keys(result)[0]).toBe('outcome');
  });

  test.each([
    ['a module that is missing', `import no_such_module\n${pythonMain('return []')}`, 'ModuleNotFoundError'],
    ['an unset variable under set -u', `set -u\n${bashMain('printf "[]$NO_SUCH_NAME" >&3')}`, 'NO_SUCH_NAME'],
  ])('is crashed by %s', async (_, script, said) => {
    const result = await run(script);
    expect(result).toMatchObject({ outcome: 'crashed', finalStatus: 'SUCCEEDED' });
    expect(result.outcome_reason).toContain(said);
  });

  test('is crashed where main came back from a failed command without a result, with what stderr says', async () => {
    const result = await run(bashMain('no-such-command >&3'));
    expect(result).toMatchObject({
      outcome: 'crashed',
      finalStatus: 'SUCCEEDED',
      stderr: 'main: line 2: no-such-command: command not found\n',
    });
    expect(result.outcome_reason).toContain('no-such-command: command not found');
  });

  test('is unknown where sys.exit may have ended the script', async () => {
    const main = pythonMain('if len(sys.argv) == 1:', '    sys.exit(0)', 'return []');
    const result = await run(`import sys\n${main}`);
    expect(result).toMatchObject({ outcome: 'unknown', finalStatus: 'SUCCEEDED' });
    expect(result.outcome_reason).toContain('exit');
  });

  test('is crashed where set -e ended the script without a word', async () => {
    const result = await run(`set -e\n${bashMain('test -e /no/such/file', "printf '[]' >&3")}`);
    expect(result).toMatchObject({ outcome: 'crashed', finalStatus: 'SUCCEEDED' });
    expect(result.outcome_reason).toContain('exit code 1');
  });

  test('is timed_out where the runner’s log says that it ended the script', async () => {
    const { sandbox, call } = await fastBench();
    const lost = "*Exception while running ['bash'] in /tmp:\n<class 'subprocess.TimeoutExpired'>: x";
    const log = `<script>\nwindow.output["strings"] = window.output["strings"].concat(${JSON.stringify(['*', lost, "*Running command ['bash', '-c', 'python <<\\'E\\'\\ndef main(): return []\\nimport json, os\\nresp = main()\\n'] in cwd=/tmp"])});\n</script>`;
    sandbox.faults.add({ path: /^\/artifacts\/.*log\.html$/, status: 200, body: log });
    const result = await call(runScriptAndWait, { workspace_name, script: pythonMain('return []') });
    expect(result).toMatchObject({ outcome: 'timed_out', finalStatus: 'SUCCEEDED', issues: [] });
    expect(result.outcome_reason).toContain('300 s');
  });

  test.each([
    ['an object', pythonMain('import json', 'return json.loads("{}")'), 'dict'],
    ['nothing', pythonMain('import json', 'return json.loads("null")'), 'NoneType'],
    ['half a JSON', bashMain(`printf '[{"issue title": "Disk' >&3`), 'JSON'],
    ['an issue without a title', pythonMain('import json', `return json.loads('[{"a": 1}]')`), 'title'],
  ])('is bad_output where the result is %s', async (_, script, said) => {
    const result = await run(script);
    expect(result).toMatchObject({ outcome: 'bad_output', finalStatus: 'FAILED' });
    expect(result.outcome_reason).toContain(said);
    expect(result.status_interpretation).toMatchObject({
      meaning: expect.stringContaining('passed_titles'),
      hints: expect.arrayContaining([expect.any(String)]),
    });
  });

  test('is not_started, with why, where a secret is not there', async () => {
    const result = await run(pythonMain('return []'), {
      secret_vars: { token: 'k8s:file@secret/no-such:token' },
    });
    expect(result).toMatchObject({ outcome: 'not_started', finalStatus: 'FAILED' });
    expect(result.outcome_reason).toContain('token');
  });

  test('is metric with the number that an SLI returned', async () => {
    const result = await run('ready, total = 3, 4\n\n\ndef main():\n    return ready / total\n', {
      task_type: 'sli',
    });
    expect(result).toMatchObject({ outcome: 'metric', metric: '0.75', issues: [] });
    expect(result).not.toHaveProperty('issue_quality_notes');
  });

  test('is bad_output where an SLI returned no number', async () => {
    const result = await run(pythonMain('import json', 'return json.loads("{}")'), { task_type: 'sli' });
    expect(result).toMatchObject({ outcome: 'bad_output', finalStatus: 'SUCCEEDED' });
  });
});

describe('what a script is given', () => {
  test('are its variables and nothing of the server’s own', async () => {
    const script = `import os\n${pythonMain(
      'print(os.environ["REGION"], os.environ["LIMIT"], "HOME" in os.environ, "RUNWHEN_TOKEN" in os.environ)',
      'return []',
    )}`;
    const result = await run(script, {
      env_vars: { REGION: 'eu', LIMIT: '10' },
      runtime_var_overrides: { LIMIT: '20' },
    });
    expect(result.stdout).toBe('eu 20 False False\n');
  });

  test('is the path of a secret’s file, never its value', async () => {
    const script = bashMain('echo "$kubeconfig"', 'head -1 "$kubeconfig"', "printf '[]' >&3");
    const result = await run(script, { secret_vars: { kubeconfig: 'kubeconfig' } });
    expect(result.stdout).toMatch(/^\/.*\/kubeconfig\napiVersion: v1\n$/);
  });
});

describe('a script that would not work', () => {
  test.each([
    ['a misspelt key', pythonMain('return [{"issue titel": "x"}]'), /issue titel/, 2],
    ['no main', 'print(1)\n', /main/, undefined],
    ['a syntax error', 'def main(:\n    return []\n', /./, 1],
    [
      'an if with else around main',
      `${pythonMain('return []')}if __name__ == "__main__":\n    main()\nelse:\n    x = 1\n`,
      /paired else\/elif/,
      3,
    ],
  ])('is refused for %s, and nothing is sent', async (_, script, said, line) => {
    const bench = await fastBench();
    const args = { workspace_name, script, interpreter: 'python' };
    const error = await bench.refusal(runScriptAndWait, args);
    expect(error.code).toBe('refused');
    const { findings, blocking_warnings } = error.detail as {
      findings: { severity: string; line?: number }[];
      blocking_warnings: string[];
    };
    expect(blocking_warnings.join('\n')).toMatch(said);
    const [first] = findings.filter(({ severity }) => severity === 'error');
    if (line !== undefined) expect(first!.line).toBe(line);
    expect(writesOf(bench)).toEqual([]);
  });
});

describe('awkward scripts', () => {
  test.each([
    ['CRLF line ends', 'def main():\r\n    print("ok")\r\n    return []\r\n'],
    ['a byte order mark and no final newline', '\uFEFFdef main():\n    print("ok")\n    return []'],
    ['tabs and unicode names', 'def main():\n\tgröße = "ok"\n\tprint(größe)\n\treturn []\n'],
    [
      'a guard in a string',
      'def main():\n    x = \'if __name__ == "__main__": main()\'\n    print("ok")\n    return []\n',
    ],
  ])('with %s run', async (_, script) => {
    expect(await run(script, { interpreter: 'python' })).toMatchObject({
      outcome: 'healthy',
      stdout: 'ok\n',
    });
  });

  test('that print a lot come back cut, so that the answer stays readable', async () => {
    const result = await run(pythonMain('print("x" * 100_000)', 'return []'));
    expect(result.stdout.length).toBeLessThan(25_000);
    expect(result.outcome).toBe('healthy');
  });
});
