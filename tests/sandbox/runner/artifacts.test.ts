// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { lines, runPython } from './runs.ts';

const TWO_ISSUES =
  'import sys\ndef main():\n  print("hi")\n  print("low", file=sys.stderr)\n' +
  '  return [{"issue title": "a", "issue severity": 2, "issue description": "d <b>", "issue next steps": "n"}, {"bad": 1}]\n';

describe('artifacts of a task', () => {
  test('report.jsonl holds stdout, stderr, then the issues, even when the task fails later', async () => {
    const outcome = await runPython(TWO_ISSUES);
    expect(outcome.failedTitles).toHaveLength(1);
    const report = lines(outcome.artifacts.report);
    expect(
      report.map(({ obj, fmt }) => [typeof obj === 'string' ? obj : (obj as { title: string }).title, fmt]),
    ).toEqual([
      ['Command stdout: hi\n', 'pre'],
      ['Command stderr: low\n', 'pre'],
      ['a', 'issue'],
    ]);
  });

  test("every report line has the platform's keys, with the resolved title", async () => {
    const outcome = await runPython('def main(): return []');
    const report = lines(outcome.artifacts.report);
    expect(report).toHaveLength(2);
    expect(Object.keys(report[0] ?? {})).toEqual([
      'obj',
      'fmt',
      'kwargs',
      'taskName',
      'taskDoc',
      'taskStatus',
      'taskMessage',
    ]);
    expect(report[0]).toMatchObject({
      obj: 'Command stdout: ',
      taskName: 'My check',
      taskStatus: null,
      taskMessage: null,
    });
  });

  test("issues.jsonl holds one issue a line with the platform's keys", async () => {
    const [issue, ...others] = lines((await runPython(TWO_ISSUES)).artifacts.issues);
    expect(others).toEqual([]);
    expect(Object.keys(issue ?? {}).sort()).toEqual(
      [
        'severity',
        'title',
        'expected',
        'actual',
        'reproduceHint',
        'nextSteps',
        'details',
        'taskName',
        'taskDoc',
        'taskStatus',
        'taskMessage',
        'observedAt',
        'metadata',
      ].sort(),
    );
    expect(issue).toMatchObject({ severity: 2, title: 'a', details: 'd <b>', metadata: { summary: null } });
  });

  test('a file that was never written is one empty object', async () => {
    const outcome = await runPython('def main(): return []');
    expect(outcome.artifacts.issues).toBe('{}\n');
  });

  test('title lists hold the unresolved title', async () => {
    const outcome = await runPython('def main(): return []');
    expect([outcome.passedTitles, outcome.failedTitles, outcome.skippedTitles]).toEqual([
      ['${TASK_TITLE}'],
      [],
      [],
    ]);
  });

  test('log.html holds the streams, escaped', async () => {
    const outcome = await runPython('def main():\n  print("<script>alert(1)</script>")\n  return []');
    expect(outcome.artifacts.log).toContain('&lt;script&gt;alert(1)');
    expect(outcome.artifacts.log).not.toContain('<script>alert');
  });

  test('log.html says why a task failed', async () => {
    const outcome = await runPython('def main(): return 5');
    expect(outcome.artifacts.log).toContain('must be a list of issues; it is of type int');
    expect(outcome.artifacts.log).not.toContain('Parent suite setup failed');
  });

  test("stdout.txt is Robot Framework's console, not the script's", async () => {
    const outcome = await runPython('def main():\n  print("script text")\n  return []');
    expect(outcome.artifacts.stdout).toMatch(/\$\{TASK_TITLE\} +\| PASS \|/);
    expect(outcome.artifacts.stdout).not.toContain('script text');
  });
});
