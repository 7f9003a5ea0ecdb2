// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { lines, printed, run, runBash, runPython, type ScriptRun, stream } from './runs.ts';

const PASSES = 'def main():\n  return []\n';
const PRINTS_ENV = 'import json, os\ndef main():\n  print(json.dumps(dict(os.environ)))\n  return []\n';

async function failsInSetup(options: Partial<ScriptRun>) {
  const outcome = await run({ script: PASSES, ...options });
  expect(outcome.failedTitles).toEqual(['${TASK_TITLE}']);
  expect(outcome.passedTitles).toEqual([]);
  expect(outcome.artifacts.report).toBe('{}\n');
  expect(outcome.artifacts.issues).toBe('{}\n');
  expect(outcome.errors).toHaveLength(1);
  return outcome.errors[0] ?? '';
}

describe('setup of a run', () => {
  test.each(['GEN_CMD', 'CONFIG_ENV_MAP', 'SECRET_ENV_MAP'])(
    '%s that is not set is a setup failure',
    async (name) => {
      expect(await failsInSetup({ config: { [name]: undefined } })).toContain(`${name} is not set`);
    },
  );

  test('a setup failure puts the reason into the log, in the words of Robot Framework', async () => {
    const outcome = await run({ script: PASSES, config: { GEN_CMD: undefined } });
    expect(outcome.artifacts.log).toContain('Parent suite setup failed:\\nThe variable GEN_CMD is not set.');
  });

  test('an SLI that fails in setup pushes no metric', async () => {
    const outcome = await run({
      script: 'def main(): return 1',
      kind: 'sli',
      config: { GEN_CMD: undefined },
    });
    expect(outcome.metric).toBeNull();
  });

  test('an empty GEN_CMD is an empty script: the call of main fails and the task passes', async () => {
    const outcome = await run({ script: '' });
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
    expect(stream(outcome, 'stderr')).toContain("NameError: name 'main' is not defined");
  });

  test('line-wrapped base64 is fine', async () => {
    const encoded = Buffer.from(
      'def main():\n  print("wrapped text that is long enough")\n  return []\n',
    ).toString('base64');
    const wrapped = encoded.replace(/(.{20})/g, '$1\n');
    const outcome = await run({ script: '', config: { GEN_CMD: wrapped } });
    expect(stream(outcome, 'stdout')).toBe('wrapped text that is long enough\n');
  });

  test('base64 ends at the first foreign character', async () => {
    const encoded = `${Buffer.from('def main(): return []\nprint("a")\n').toString('base64')}!${Buffer.from('print("b")').toString('base64')}`;
    const outcome = await run({ script: '', config: { GEN_CMD: encoded } });
    expect(stream(outcome, 'stdout')).toBe('a\n');
  });

  test('a script that is not UTF-8 is an empty script', async () => {
    const outcome = await run({
      script: '',
      config: { GEN_CMD: Buffer.from([0x70, 0xff, 0xfe]).toString('base64') },
    });
    expect(stream(outcome, 'stderr')).toContain("name 'main' is not defined");
  });

  test('CRLF in a script becomes LF', async () => {
    const outcome = await runBash('main() {\r\n  echo "one"\r\n  echo "[]" >&3\r\n}\r\n');
    expect(stream(outcome, 'stdout')).toBe('one\n');
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('a byte order mark stays in the script', async () => {
    const outcome = await runBash('\ufeffecho hello\nmain() { :; }');
    expect(stream(outcome, 'stderr')).toContain('command not found');
  });

  test.each(['python3', 'Python', 'sh', 'python '])('INTERPRETER %j runs as bash', async (INTERPRETER) => {
    const outcome = await run({ script: 'main() { echo "$BASH_VERSION"; }', config: { INTERPRETER } });
    expect(stream(outcome, 'stdout')).toMatch(/^\d/);
  });

  test('INTERPRETER left out is bash', async () => {
    const outcome = await run({
      script: 'main() { echo "$BASH_VERSION"; }',
      config: { INTERPRETER: undefined },
    });
    expect(stream(outcome, 'stdout')).toMatch(/^\d/);
  });

  test('TASK_TITLE left out is two quote characters', async () => {
    const outcome = await run({ script: PASSES, config: { TASK_TITLE: undefined } });
    expect(lines(outcome.artifacts.report)[0]?.taskName).toBe("''");
  });

  test('a percent brace keeps its backslash in the title', async () => {
    const outcome = await run({ script: PASSES, config: { TASK_TITLE: 'At %{x}' } });
    expect(lines(outcome.artifacts.report)[0]?.taskName).toBe('At \\%{x}');
  });

  test('a known Robot variable is substituted in the title', async () => {
    const outcome = await run({ script: PASSES, config: { TASK_TITLE: 'a${SPACE}b' } });
    expect(lines(outcome.artifacts.report)[0]?.taskName).toBe('a b');
  });

  test('an unknown variable in the title is a setup failure', async () => {
    expect(await failsInSetup({ config: { TASK_TITLE: 'Check ${NAMESPACE}' } })).toContain(
      "'${NAMESPACE}' not found",
    );
  });

  test.each(['', 'null', 'None'])('CONFIG_ENV_MAP %j is empty', async (CONFIG_ENV_MAP) => {
    const outcome = await run({ script: PASSES, config: { CONFIG_ENV_MAP } });
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test.each(['{', '[]', '"text"', '5', 'NULL'])(
    'CONFIG_ENV_MAP %j is a setup failure',
    async (CONFIG_ENV_MAP) => {
      expect(await failsInSetup({ config: { CONFIG_ENV_MAP } })).toContain(
        'CONFIG_ENV_MAP must be a JSON object',
      );
    },
  );

  test('an environment value with a percent brace makes the map invalid JSON', async () => {
    expect(await failsInSetup({ env: { FORMAT: '%{time_total}' } })).toContain(
      'CONFIG_ENV_MAP must be a JSON object',
    );
  });

  test('an environment value with an unknown variable is a setup failure', async () => {
    expect(await failsInSetup({ env: { QUERY: 'up{job="${JOB}"}' } })).toContain("'${JOB}' not found");
  });

  test('inline Python in an environment value is refused, not executed', async () => {
    expect(await failsInSetup({ env: { X: '${{1+1}}' } })).toContain('would execute this as Python');
  });

  test('a known Robot variable in an environment value keeps its raw text', async () => {
    const outcome = await runPython(PRINTS_ENV, { env: { X: 'a${SPACE}b' } });
    expect(printed(outcome)).toMatchObject({ X: 'a${SPACE}b' });
  });

  test('shell syntax, quotes, newlines and unicode in environment values are safe', async () => {
    const X = '$x $(id) `id` "q" \'s\'\nnext ☃ \\ \\n';
    const outcome = await runPython(PRINTS_ENV, { env: { X } });
    expect(printed(outcome)).toMatchObject({ X });
  });

  test.each(['', 'null', 'None', '{}'])('SECRET_ENV_MAP %j is empty', async (SECRET_ENV_MAP) => {
    const outcome = await run({ script: PASSES, config: { SECRET_ENV_MAP } });
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('SECRET_ENV_MAP works as an object, by its keys', async () => {
    const outcome = await runBash('main() { cat "$TOKEN"; }', {
      secrets: { TOKEN: 'token' },
      config: { SECRET_ENV_MAP: '{"TOKEN": "ignored"}' },
    });
    expect(stream(outcome, 'stdout')).toBe('s3cret\n');
  });

  test.each(['[', '5', '[1]'])('SECRET_ENV_MAP %j is a setup failure', async (SECRET_ENV_MAP) => {
    expect(await failsInSetup({ config: { SECRET_ENV_MAP } })).toContain('SECRET_ENV_MAP');
  });

  test.each(['', '300s', 'abc', 'nan', 'inf'])(
    'TIMEOUT_SECONDS %j fails the task',
    async (TIMEOUT_SECONDS) => {
      const outcome = await run({ script: PASSES, config: { TIMEOUT_SECONDS } });
      expect(outcome.failedTitles).toEqual(['${TASK_TITLE}']);
      expect(outcome.errors[0]).toContain('TIMEOUT_SECONDS');
    },
  );

  test('a variable over 128 KiB is a setup failure', async () => {
    expect(await failsInSetup({ config: { GEN_CMD: 'A'.repeat(131_068) } })).toContain('GEN_CMD');
  });

  test('a script of 98,000 bytes still fits', async () => {
    const outcome = await runPython(`def main():\n  print("ran")\n  return []\n#${'x'.repeat(97_950)}\n`);
    expect(stream(outcome, 'stdout')).toBe('ran\n');
  });

  test('runtime variables reach the script and win over the configured environment', async () => {
    const outcome = await runPython(PRINTS_ENV, {
      env: { A: 'map', B: 'map' },
      spec: { runtimeVars: { A: 'run', C: 'run' } },
    });
    expect(printed(outcome)).toMatchObject({ A: 'run', B: 'map', C: 'run' });
  });

  test('the unresolved title runs when asked for', async () => {
    const outcome = await run({ script: PASSES, spec: { taskTitles: ['${TASK_TITLE}'] } });
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
  });

  test('a resolved title matches no task, so that nothing runs', async () => {
    const outcome = await run({ script: PASSES, spec: { taskTitles: ['My check'] } });
    expect([outcome.passedTitles, outcome.failedTitles, outcome.skippedTitles]).toEqual([[], [], []]);
    expect(outcome.artifacts.report).toBe('{}\n');
  });
});
