// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { parsePythonJson } from '../../../src/sandbox/runner/python-json.ts';
import { metricOf, reportedMetric } from '../../../src/sandbox/runner/sli-result.ts';
import { lines, run, runBash, runPython } from './runs.ts';

/** The metric of a result file with this content. */
function metric(json: string) {
  return metricOf({ state: 'value', value: parsePythonJson(json) });
}

describe('the value of an SLI', () => {
  test.each([
    ['0.9', 0.9],
    ['1', 1],
    ['42', 42],
    ['-3', -3],
    ['" 1.5 "', 1.5],
    ['"\\u001c1.5\\u0085"', 1.5],
    ['"\\u0661.\\u0665"', 1.5],
    ['"0.9"', 0.9],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['NaN', Number.NaN],
  ])('%s is pushed as %s', (json, value) => {
    expect(metric(json)).toBe(value);
  });

  test.each(['true', 'false', 'null', '[1]', '{"value": 1}', '"ok"', '""', '"\\ufeff1"'])(
    '%s is pushed as 0',
    (json) => {
      expect(metric(json)).toBe(0);
    },
  );

  test('what main returns is pushed, not-a-number included', async () => {
    expect((await runPython('def main(): return 0.25', { kind: 'sli' })).metric).toBe(0.25);
    expect((await runPython('def main(): return float("nan")', { kind: 'sli' })).metric).toBeNaN();
  });

  test('a crash looks like 0 and passes', async () => {
    const outcome = await runPython('def main(): raise ValueError()', { kind: 'sli' });
    expect(outcome.metric).toBe(0);
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
  });

  test.each(['.7', 'ok', '1 2', ''])('the text %j on descriptor 3 is pushed as 0', async (text) => {
    const outcome = await runBash(`main() { printf '${text}' >&3; }`, { kind: 'sli' });
    expect(outcome.metric).toBe(0);
  });

  test('a number with a newline on descriptor 3 is that number', async () => {
    const outcome = await runBash('main() { echo 0.25 >&3; }', { kind: 'sli' });
    expect(outcome.metric).toBe(0.25);
  });

  test('neither report lines nor issues are added', async () => {
    const outcome = await runPython('def main():\n  print("x")\n  return 1', { kind: 'sli' });
    expect(outcome.artifacts.report).toBe('{}\n');
    expect(outcome.artifacts.issues).toBe('{}\n');
    expect(outcome.issues).toEqual([]);
  });

  test("RUN_TYPE changes nothing in the SLI's own bundle", async () => {
    const outcome = await runPython('def main(): return 0.5', { kind: 'sli', config: { RUN_TYPE: 'sli' } });
    expect(outcome.metric).toBe(0.5);
    expect(outcome.artifacts.report).toBe('{}\n');
  });
});

describe("an SLI script tried in the task's bundle", () => {
  async function reported(script: string, interpreter = 'python') {
    const outcome = await run({ script, config: { RUN_TYPE: 'sli', INTERPRETER: interpreter } });
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
    expect(outcome.issues).toEqual([]);
    expect(outcome.metric).toBeNull();
    return lines(outcome.artifacts.report).at(-1)?.obj;
  }

  test.each([
    ['0.5', '0.5'],
    ['1', '1'],
    ['true', 'True'],
    ['null', 'None'],
    ['"0.5"', '0.5'],
    ['[{"a": 1}]', "[{'a': 1}]"],
  ])('%s is shown as the Python text %s', (json, shown) => {
    expect(reportedMetric({ state: 'value', value: parsePythonJson(json) })).toBe(shown);
  });

  test('what main returns is shown, uncoerced', async () => {
    expect(await reported('def main(): return True')).toBe('Reported Metric: True');
  });

  test('a missing result is shown as an empty list', async () => {
    expect(await reported('def main(): raise ValueError()')).toBe('Reported Metric: []');
  });

  test('a result that is not JSON is shown as 0', async () => {
    expect(await reported('main() { echo ok >&3; }', 'bash')).toBe('Reported Metric: 0');
  });

  test('another RUN_TYPE is a task', async () => {
    const outcome = await run({ script: 'def main(): return 0.5', config: { RUN_TYPE: 'SLI' } });
    expect(outcome.errors[0]).toContain('of type float');
  });
});
