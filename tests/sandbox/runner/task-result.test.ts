// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { parsePythonJson } from '../../../src/sandbox/runner/python-json.ts';
import { judgeTask } from '../../../src/sandbox/runner/task-result.ts';
import { runBash, runPython, stream } from './runs.ts';

const NOW = new Date('2026-05-01T10:00:00.250Z');

/** Judges a result file with this content. */
function judge(json: string) {
  return judgeTask({ state: 'value', value: parsePythonJson(json) }, NOW);
}

function severityOf(json: string) {
  const { issues, errors } = judge(`[{"issue title": "t", "issue severity": ${json}}]`);
  return errors[0] ?? issues[0]?.severity;
}

describe('a task whose result file is missing or empty passes without issues', () => {
  test.each([
    ['an exception in main', 'def main():\n  raise RuntimeError("boom")', 'RuntimeError: boom'],
    ['an exception before main', 'import nowhere\ndef main(): return []', 'ModuleNotFoundError'],
    ['no main', 'x = 1', "name 'main' is not defined"],
    ['a syntax error', 'def main(:\n  pass', 'SyntaxError'],
    ['sys.exit', 'import sys\ndef main():\n  sys.exit(3)', ''],
    ['a return that is not serialisable', 'def main(): return {1, 2}', 'not JSON serializable'],
    ['a generator', 'def main():\n  yield {"issue title": "t"}', 'not JSON serializable'],
  ])('%s in Python', async (_, script, stderr) => {
    const outcome = await runPython(script);
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
    expect(outcome.issues).toEqual([]);
    expect(stream(outcome, 'stderr')).toContain(stderr);
  });

  test.each([
    ['set -e and a failing command', 'set -e\nmain() { false; echo "[1]" >&3; }'],
    ['a non-zero exit', 'main() { exit 7; }'],
    ['an exit from a trap', 'trap "exit 9" EXIT\nmain() { :; }'],
    ['no main', 'echo hello'],
    ['a syntax error', 'main() { if; }'],
    ['nothing on descriptor 3', 'main() { echo "[]"; }'],
    ['a closed descriptor 3', 'main() { exec 3>&-; echo "[]" >&3; }'],
    ['a missing command', 'main() { no-such-command -r . ; }'],
  ])('%s in Bash', async (_, script) => {
    const outcome = await runBash(script);
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
    expect(outcome.issues).toEqual([]);
  });
});

describe('a task whose result file is not a JSON list fails', () => {
  test.each([
    ['a newline', 'main() { echo >&3; }'],
    ['half a document', `main() { printf '[{"issue title": "t"' >&3; }`],
    ['bytes that are not UTF-8', "main() { printf '\\xff' >&3; }"],
    [
      'a directory in its place',
      'main() { rm "$CODEBUNDLE_TEMP_DIR/run_output.json"; mkdir "$CODEBUNDLE_TEMP_DIR/run_output.json"; }',
    ],
  ])('%s', async (_, script) => {
    const outcome = await runBash(script);
    expect(outcome.failedTitles).toEqual(['${TASK_TITLE}']);
    expect(outcome.errors[0]).toContain('could not be read as JSON');
  });

  test('partial JSON after a nested value that is not serialisable', async () => {
    const outcome = await runPython('def main(): return [{"issue title": "t", "x": {1}}]');
    expect(outcome.errors[0]).toContain('could not be read as JSON');
  });

  test.each([
    ['null', 'NoneType'],
    ['{}', 'dict'],
    ['1.5', 'float'],
    ['3', 'int'],
    ['"[]"', 'str'],
  ])('%s, named by its Python type', (json, type) => {
    expect(judge(json).errors[0]).toContain(`of type ${type}`);
  });

  test('a missing return', async () => {
    const outcome = await runPython('def main():\n  pass');
    expect(outcome.errors[0]).toContain('NoneType');
  });

  test('the streams are reported all the same', async () => {
    const outcome = await runPython('def main():\n  print("seen")');
    expect(stream(outcome, 'stdout')).toBe('seen\n');
  });
});

describe("elements of a task's list", () => {
  test('a tuple counts as a list', async () => {
    const outcome = await runPython('def main(): return ({"issue title": "t"},)');
    expect(outcome.issues).toHaveLength(1);
  });

  test('all keys are taken over', () => {
    const { issues } = judge(
      '[{"issue title": "t", "issue severity": 2, "issue description": "d", "issue next steps": "n", "issue observed at": "yesterday"}]',
    );
    expect(issues[0]).toMatchObject({
      title: 't',
      severity: 2,
      details: 'd',
      nextSteps: 'n',
      observedAt: 'yesterday',
    });
  });

  test('what is left out has its default', () => {
    expect(judge('[{"issue title": "t"}]').issues[0]).toMatchObject({
      severity: 4,
      details: '',
      nextSteps: '',
      observedAt: '2026-05-01T10:00:00.250000+00:00',
    });
  });

  test.each([
    ['2', 2],
    ['"2"', 2],
    ['" 2 "', 2],
    ['"0x1"', 1],
    ['2.0', 2],
    ['"3.0"', 3],
    ['"1e0"', 1],
    ['"0b11"', 3],
    ['4', 4],
    ['5', 4],
    ['0', 4],
    ['-1', 4],
    ['99999999999999999999', 4],
    ['"5e925"', 4],
    ['"+0x2"', 2],
    ['"0x-2"', 4],
    ['"20e-1"', 2],
    ['"1.2e1"', 4],
    ['"\\u0662"', 2],
    ['"2\\u0085"', 2],
    ['true', true],
    ['false', 4],
  ])('the severity %s counts as %s', (json, severity) => {
    expect(severityOf(json)).toBe(severity);
  });

  test.each([
    ...['null', '2.5', '"2.5"', '"high"', '""', '"0x"', '"0b2"', '[1]', '{}', 'NaN', '"1 or 2"'],
    ...['"1.9999999999999999999"', '"+0x-2"', '"\\ufeff2"', '"2e-1"', '"."', '"e1"'],
  ])('the severity %s fails the task', (json) => {
    expect(severityOf(json)).toContain('not an integer');
  });

  test('a bad severity drops the elements after it', () => {
    const { issues, errors } = judge(
      '[{"issue title": "a"}, {"issue title": "b", "issue severity": null}, {"issue title": "c"}]',
    );
    expect(issues.map(({ title }) => title)).toEqual(['a']);
    expect(errors).toHaveLength(1);
  });

  test('lists and objects become their Python text, null stays null', () => {
    const { issues } = judge(
      '[{"issue title": "t", "issue next steps": ["a", {"b": null}], "issue description": null}]',
    );
    expect(issues[0]).toMatchObject({ nextSteps: "['a', {'b': None}]", details: null });
  });

  test('titles of other types become text, and an empty title is a title', () => {
    const { issues, errors } = judge('[{"issue title": 5}, {"issue title": ["x"]}, {"issue title": ""}]');
    expect(issues.map(({ title }) => title)).toEqual(['5', "['x']", '']);
    expect(errors).toEqual([]);
  });

  test('observed at takes any value as text', () => {
    expect(judge('[{"issue title": "t", "issue observed at": 1700000000}]').issues[0]?.observedAt).toBe(
      '1700000000',
    );
  });

  test('malformed elements do not stop the others, but fail the task with their count and the first of them', () => {
    const { issues, errors } = judge(
      '[{"issue_title": "x"}, {"issue title": "good"}, 5, {"issue title": null}]',
    );
    expect(issues.map(({ title }) => title)).toEqual(['good']);
    expect(errors[0]).toContain('3 of 4 issues are malformed');
    expect(errors[0]).toContain("index 0, is {'issue_title': 'x'}");
  });

  test('misspelt keys besides the title are ignored', () => {
    const { issues, errors } = judge('[{"issue title": "t", "severity": 1, "issue details": "d"}]');
    expect(issues[0]).toMatchObject({ severity: 4, details: '' });
    expect(errors).toEqual([]);
  });

  test('duplicates are kept', () => {
    expect(judge('[{"issue title": "t"}, {"issue title": "t"}]').issues).toHaveLength(2);
  });
});
