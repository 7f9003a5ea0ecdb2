import { describe, expect, test } from 'vitest';
import { takeMark, withMark } from '../../src/run-outcome/completion-mark.ts';
import { readRun } from '../../src/run-outcome/run-outcome.ts';
import type { ScriptEnding, ScriptToEnd } from '../../src/script-rules/script-ending.ts';
import { evidence, line, reportOf, robotLog } from './evidence.ts';

const SCRIPT = 'def main():\n    return []\n';
const MARKED = withMark(SCRIPT, 'python')!;
const HASH = /\[runwhen-mcp (\w{12})\]/.exec(MARKED)![1]!;
const markOf = (hash: string) => `\n[runwhen-mcp ${hash}] main came back: type list, length 0\n`;
const ISSUE = `${JSON.stringify({ title: 'x', severity: 2 })}\n`;

type Given = Omit<Parameters<typeof evidence>[0] & object, 'artifacts'> & {
  report?: string | null;
  issues?: string | null;
  log?: string | null;
};

/** Reads a run, with the scripts that were asked about. */
async function read({ report, issues, log, ...changes }: Given, ending: ScriptEnding | Error = {}) {
  const asked: ScriptToEnd[] = [];
  const run = evidence(changes);
  for (const [name, text] of Object.entries({ report, issues, log }))
    if (text !== undefined) Object.assign(run.artifacts, { [name]: text });
  const reading = await readRun(run, async (script) => {
    asked.push(script);
    if (ending instanceof Error) throw ending;
    return ending;
  });
  return { ...reading, asked };
}

describe('the text of a script', () => {
  test('is read without the mark, its line ends made the runner’s', async () => {
    const { asked, outcome } = await read({ sent: MARKED.replaceAll('\n', '\r\n') });
    expect(asked).toEqual([{ script: SCRIPT, interpreter: 'python' }]);
    expect(outcome).toBe('healthy');
    expect((await read({ sent: 'main() { :; }\r', interpreter: 'bash' })).asked).toEqual([
      { script: 'main() { :; }\n', interpreter: 'bash' },
    ]);
  });

  test('that cannot be read leaves the outcome unknown', async () => {
    expect(await read({}, new Error('too slow'))).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('its text could not be read'),
    });
  });

  test.each([
    ['the run failed', { status: 'FAILED' }],
    ['the run goes on', { status: 'RUNNING' }],
    ['there are issues', { issues: ISSUE }],
    ['the script is not known', { sent: undefined }],
    ['the interpreter is not known', { interpreter: undefined }],
  ])('is not read where %s', async (_, changes) => {
    expect((await read(changes)).asked).toEqual([]);
  });

  test('and the interpreter come from the log where nobody else tells', async () => {
    const shown = `Running command ['bash', '-c', 'bash << \\'EOF\\'\\nmain() { :; }\\nISSUES_FILE="$CODEBUNDLE_TEMP_DIR/x.json"\\nexec 3> a'] in cwd=/x`;
    const { asked } = await read({ sent: undefined, interpreter: undefined, log: robotLog([shown]) });
    expect(asked).toEqual([{ script: 'main() { :; }', interpreter: 'bash' }]);
  });
});

describe('a mark', () => {
  const leavesNothing = { mayLeaveNothing: { line: 1, text: 'x' } };

  test('of the script that was sent counts, and is taken out of the streams', async () => {
    const report = reportOf('', `warning\n${markOf(HASH)}`);
    const { outcome, stderr, notes } = await read({ sent: MARKED, report }, leavesNothing);
    expect([outcome, stderr.trim(), notes]).toEqual(['healthy', 'warning', []]);
  });

  test.each([
    ['of another script', { sent: MARKED }, markOf('0123456789ab')],
    ['in the output of a script that was sent without one', {}, markOf('0123456789ab')],
  ])('%s tells nothing', async (_, changes, stderr) => {
    const { outcome, notes } = await read({ ...changes, report: reportOf('', stderr) }, leavesNothing);
    expect([outcome, notes]).toEqual(['unknown', []]);
  });

  test('counts with a note where the script is not known', async () => {
    const report = reportOf('', markOf('0123456789ab'));
    expect(await read({ sent: undefined, report })).toMatchObject({
      outcome: 'healthy',
      stderr: '',
      notes: ['The log does not show the script: the last completion mark was used.'],
    });
    expect(takeMark({ stdout: '', stderr: 'none' }, undefined).mark).toBeUndefined();
  });

  test('that is missing from a marked script means that main did not return', async () => {
    const ending = { mayWriteEarly: { line: 1, text: 'x' } };
    const log = robotLog(['shell returncode: 1']);
    expect((await read({ sent: MARKED, log }, ending)).outcome).toBe('crashed');
    expect((await read({ sent: SCRIPT, log }, ending)).outcome).toBe('unknown');
  });
});

describe('an artifact', () => {
  test.each(['', ' \n'])('of issues that is empty, %j, was lost: the runner writes {}', async (issues) => {
    expect(await read({ issues })).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('part of issues.jsonl could not be read'),
      notes: [],
    });
  });

  test.each(['{"detail": "Not found."}\n', '{"message": "expired"}'])(
    'of issues that is something else, %j, tells nothing',
    async (issues) => {
      expect(await read({ issues })).toMatchObject({ outcome: 'unknown', issues: [] });
    },
  );

  test('of issues that holds fewer than the report is filled up from it', async () => {
    const report = reportOf('', '') + line({ title: 'a', severity: 2 }, 'issue');
    expect(await read({ report })).toMatchObject({
      outcome: 'issues',
      issues: [{ title: 'a', severity: '2' }],
      notes: [expect.stringContaining('fewer issues than the report')],
    });
    const both = await read({ report, issues: '{"title": "a"}\n' });
    expect(both).toMatchObject({ outcome: 'issues', issues: [{ title: 'a' }], notes: [] });
  });

  test('of a report that is something else tells nothing', async () => {
    expect(await read({ report: '{"detail": "Not found."}' })).toMatchObject({ outcome: 'unknown' });
  });

  test('that is missing is no broken one', async () => {
    const missing = await read({ report: null, issues: null, log: null });
    expect(missing).toMatchObject({ outcome: 'unknown', issues: [], stdout: '', stderr: '', notes: [] });
    expect(missing).not.toHaveProperty('metric');
  });

  test.each(['', ' \n'])('of the log that is empty, %j, needs no note', async (log) => {
    expect((await read({ log })).notes).toEqual([]);
  });
});
