import { describe, expect, it } from 'vitest';
import { runScript } from '../../src/sandbox/runner/run-script.ts';
import type { Interpreter } from '../../src/script-rules/script-kind.ts';
import { bashMain, pythonMain } from '../script-rules/judged.ts';
import { readRun } from './evidence.ts';

/** Runs a script as the platform's runner does and reads what is left of it. */
async function outcomeOf(script: string, interpreter: Interpreter, config: Record<string, string> = {}) {
  const run = await runScript({
    kind: 'task',
    pathToRobot: 'codebundles/tool-builder/runbook.robot',
    config: {
      GEN_CMD: Buffer.from(script).toString('base64'),
      INTERPRETER: interpreter,
      TASK_TITLE: 'dev-test',
      CONFIG_ENV_MAP: '{}',
      SECRET_ENV_MAP: '[]',
      ...config,
    },
    secretKeys: {},
    readSecret: () => undefined,
  });
  return readRun({
    status: run.passedTitles.length > 0 ? 'SUCCEEDED' : 'FAILED',
    taskType: config.RUN_TYPE === 'sli' ? 'sli' : 'task',
    interpreter,
    elapsedSeconds: 1,
    artifacts: run.artifacts,
  });
}

describe('Python scripts that really ran', () => {
  it.each([
    ['healthy', pythonMain('print("ok")', 'return []')],
    ['issues', pythonMain('return [{"issue title": "Pod is down"}]')],
    ['bad_output', pythonMain('return {"a": 1}')],
    ['bad_output', pythonMain('return [{"severity": 1}]')],
    ['bad_output', pythonMain('return [{"issue title": object()}]')],
    ['bad_output', pythonMain('return None')],
  ])('are %s', async (outcome, script) => {
    expect((await outcomeOf(script, 'python')).outcome).toBe(outcome);
  });

  it.each([
    ['an exception', pythonMain('x = {}', 'return x["a"]'), "KeyError: 'a'", 3],
    ['a missing module', `import no_such_module\n${pythonMain('return []')}`, 'ModuleNotFoundError', 1],
    ['a syntax error', `x = (\n${pythonMain('return []')}`, 'SyntaxError', 1],
    ['no main', 'x = 1\n', 'NameError', undefined],
    ['a result that is no JSON', pythonMain('return {1}'), 'TypeError', undefined],
    [
      'a second exception',
      pythonMain('try:', '    1/0', 'except ZeroDivisionError:', '    raise ValueError("x")'),
      'ValueError: x',
      5,
    ],
  ])('crashed with %s', async (_, script, exception, line) => {
    const { outcome, crash } = await outcomeOf(script, 'python');
    expect(outcome).toBe('crashed');
    expect(crash?.exception).toContain(exception);
    if (line !== undefined) expect(crash?.line).toBe(line);
  });

  it('are not started where a value holds what the template engine acts on', async () => {
    const { outcome, reason } = await outcomeOf(pythonMain('return []'), 'python', {
      CONFIG_ENV_MAP: '{"A":"%{x}"}',
    });
    expect(outcome).toBe('not_started');
    expect(reason).not.toContain('do not say why');
  });

  it.each([
    ['metric', pythonMain('return 0.5')],
    ['bad_output', pythonMain('return True')],
    ['bad_output', pythonMain('return []')],
    ['crashed', pythonMain('return 1/0')],
  ])('are %s as an SLI', async (outcome, script) => {
    expect((await outcomeOf(script, 'python', { RUN_TYPE: 'sli' })).outcome).toBe(outcome);
  });
});

describe('Bash scripts that really ran', () => {
  it.each([
    ['healthy', bashMain('echo "[]" >&3')],
    ['issues', bashMain(`echo '[{"issue title": "x"}]' >&3`)],
    ['bad_output', bashMain('echo "{}" >&3')],
    ['bad_output', bashMain(`printf '[{"issue' >&3`)],
    ['bad_output', bashMain('echo >&3')],
  ])('are %s', async (outcome, script) => {
    expect((await outcomeOf(script, 'bash')).outcome).toBe(outcome);
  });

  it.each([
    ['an unset variable', `set -u\n${bashMain('echo "$NO_SUCH" >&3')}`, 'unbound variable', 3],
    ['a syntax error', bashMain('if true; then', 'echo "[]" >&3'), 'syntax error', undefined],
    ['no main', 'x=1\n', 'main: command not found', undefined],
  ])('crashed with %s', async (_, script, exception, line) => {
    const { outcome, crash } = await outcomeOf(script, 'bash');
    expect(outcome).toBe('crashed');
    expect(crash?.exception).toContain(exception);
    if (line !== undefined) expect(crash?.line).toBe(line);
  });
});
