import { describe, expect, test } from 'vitest';
import type { RunEvidence } from '../../src/run-outcome/evidence.ts';
import { line, readRun, robotLog } from './evidence.ts';

const OK = ['shell returncode: 0', 'Command finished with returncode=0, stdout=a\n, stderr='];

const SENT = `Running command ['bash', '-c', 'python << \\'E\\'\\na\\nimport json, os\\nresp = main()\\n'] in cwd=/x`;

/** A run of an SLX whose bundle runs no script of the user; nothing was found. */
function verdict({
  log = robotLog(OK),
  report = line('All pods run.', 'p'),
  ...changes
}: Partial<RunEvidence> & { log?: string | null; report?: string } = {}) {
  const titles = { passed: ['Check pods'], failed: [], skipped: [], ...changes.titles };
  return readRun({
    status: titles.passed.length > 0 ? 'SUCCEEDED' : 'FAILED',
    taskType: 'task',
    artifacts: { report, issues: '{}\n', log },
    ...changes,
    titles,
  });
}

describe('a bundle that passed and reported no issues', () => {
  test('is healthy where its commands all worked', async () => {
    expect((await verdict()).outcome).toBe('healthy');
  });

  test('is healthy where it ran no commands, as bundles of keywords only', async () => {
    expect((await verdict({ log: robotLog(['Check Url']) })).outcome).toBe('healthy');
  });

  test.each([
    ['its log is missing', { log: null }],
    ['another page stands in the place of its log', { log: '<html>Sign in</html>' }],
    ['a command failed', { log: robotLog([...OK, 'shell returncode: 1']) }],
    [
      'a command complained',
      {
        log: robotLog([
          ...OK,
          'Command finished with returncode=0, stdout=, stderr=error: You must be logged in to the server\n',
        ]),
      },
    ],
    [
      'the output of a command was lost',
      {
        log: robotLog([
          ...OK,
          "Exception while running ['bash', '-c', 'kubectl'] in /x:\n<class 'subprocess.TimeoutExpired'>: t",
        ]),
      },
    ],
    ['lines of its report are lost', { report: `${line('All pods run.', 'p')}{"obj` }],
    ['no task is named', { titles: { passed: [], failed: [], skipped: [] }, status: 'SUCCEEDED' }],
  ])('is unknown where %s', async (_, changes) => {
    expect((await verdict(changes)).outcome).toBe('unknown');
  });

  test.each([
    [{}, 'healthy', 'The tasks of the bundle passed and reported no issues.'],
    [
      { log: null },
      'unknown',
      'The tasks passed and reported no issues; without the log it is not known whether their commands worked.',
    ],
    [
      { titles: { passed: [], failed: [], skipped: [] }, status: 'SUCCEEDED' },
      'unknown',
      'The run has no issues, and names no task that passed.',
    ],
    [
      {
        log: robotLog([
          'Command finished with returncode=0, stdout=, stderr= a \n',
          'Command finished with returncode=0, stdout=, stderr=\n',
          'Command finished with returncode=0, stdout=, stderr=b',
        ]),
      },
      'unknown',
      'The tasks passed and reported no issues, but one of their commands printed an error. The standard error of its commands ends with: a\nb',
    ],
    [
      {
        log: robotLog([
          "Exception while running ['bash', '-c', 'x'] in /x:\n<class 'UnicodeDecodeError'>: 'utf-8' codec",
        ]),
      },
      'unknown',
      'The tasks passed and reported no issues, but the output of a command was lost.',
    ],
    [{ log: robotLog([SENT]) }, 'unknown', 'The run passed, but its report has no line of the script.'],
  ])('says why: %j is %s', async (changes, outcome, reason) => {
    expect(await verdict(changes)).toMatchObject({ outcome, reason });
  });

  test('names no task as passed where the platform does not tell of each', async () => {
    const artifacts = { report: line('All pods run.', 'p'), issues: '{}\n', log: robotLog(OK) };
    expect(await readRun({ status: 'SUCCEEDED', taskType: 'task', artifacts })).toMatchObject({
      outcome: 'unknown',
      reason: 'The run has no issues, and names no task that passed.',
    });
  });

  test('quotes what its commands complained of', async () => {
    const log = robotLog([
      'Command finished with returncode=1, stdout=, stderr=Unauthorized',
      'shell returncode: 1',
    ]);
    expect((await verdict({ log })).reason).toMatch(/exit code 1\. .*Unauthorized$/);
  });
});

describe('tasks of a bundle that did not pass', () => {
  const titles = { passed: ['Check pods'], failed: ['Check events'], skipped: [] };

  test('are a crash beside others that passed', async () => {
    const { outcome, reason } = await verdict({ titles, log: robotLog(OK, { failure: 'No kubeconfig' }) });
    expect([outcome, reason]).toEqual([
      'crashed',
      '1 of 2 tasks failed: Check events (No kubeconfig). The others passed and reported no issues.',
    ]);
  });

  test('leave the issues of the others', async () => {
    const issues = `${JSON.stringify({ title: 'Pod is down', severity: 2 })}\n`;
    const artifacts = { report: line('x', 'p'), issues, log: robotLog(OK) };
    const { outcome, reason } = await verdict({ titles, artifacts });
    expect(outcome).toBe('issues');
    expect(reason).toContain('1 of 2 tasks failed: Check events.');
  });

  test('are a crash where none passed', async () => {
    const failed = { passed: [], failed: ['Check pods'], skipped: [] };
    const { outcome, reason } = await verdict({ titles: failed, log: robotLog(OK, { failure: '3 != 0' }) });
    expect([outcome, reason]).toEqual(['crashed', 'A task of the bundle failed: 3 != 0']);
  });

  test('are not started where set-up failed', async () => {
    const failed = { passed: [], failed: ['Check pods'], skipped: [] };
    const log = robotLog([], { failure: 'No kubeconfig', isSetup: true });
    expect((await verdict({ titles: failed, report: '{}\n', log })).outcome).toBe('not_started');
  });

  test('are unknown where they were skipped', async () => {
    const skipped = { passed: [], failed: [], skipped: ['Check pods'] };
    expect((await verdict({ titles: skipped })).outcome).toBe('unknown');
  });

  test('are a crash where one was skipped and none passed', async () => {
    const failed = { passed: [], failed: ['Check pods'], skipped: ['Check events'] };
    const { outcome, reason } = await verdict({ titles: failed, status: 'SUCCEEDED' });
    expect([outcome, reason]).toEqual(['unknown', 'The run has no issues, and names no task that passed.']);
  });

  test('are not skipped for a text of the log that says so', async () => {
    expect((await verdict({ log: robotLog([...OK, 'SKIP', 'FAIL']) })).outcome).toBe('healthy');
  });
});
