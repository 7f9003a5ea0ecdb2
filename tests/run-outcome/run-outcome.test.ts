import { describe, expect, it } from 'vitest';
import { readRun } from '../../src/run-outcome/run-outcome.ts';
import { evidence, reportOf, robotLog } from './evidence.ts';

const TRACEBACK = `warning: x
Traceback (most recent call last):
  File "<stdin>", line 9, in <module>
  File "<stdin>", line 4, in main
  File "/usr/lib/python3.14/json/__init__.py", line 352, in loads
    return _default_decoder.decode(s)
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
`;
const artifacts = (changes: object = {}) => ({ ...evidence().artifacts, ...changes });
const withStderr = (stderr: string, codes: string[] = []) =>
  artifacts({
    report: reportOf('', stderr),
    log: robotLog(codes.map((code) => `shell returncode: ${code}`)),
  });
const ISSUE = `${JSON.stringify({ title: 'x', severity: 2 })}\n`;

describe('what really happened to a run that the platform calls a success', () => {
  it('is issues where there are any', () => {
    const { outcome, issues } = readRun(evidence({ artifacts: artifacts({ issues: ISSUE + ISSUE }) }));
    expect([outcome, issues.length]).toEqual(['issues', 2]);
  });

  it('is healthy where the interpreter came to its end', () => {
    expect(readRun(evidence()).outcome).toBe('healthy');
    expect(readRun(evidence({ canEndSilently: undefined, elapsedSeconds: undefined })).outcome).toBe(
      'healthy',
    );
  });

  it('is crashed after an exception, with its line in the script', () => {
    const { outcome, crash, reason } = readRun(evidence({ artifacts: withStderr(TRACEBACK) }));
    expect(outcome).toBe('crashed');
    expect(crash).toEqual({
      exception: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      line: 4,
    });
    expect(reason).toContain('line 4');
  });

  it('is crashed after a syntax error', () => {
    const stderr = '  File "<stdin>", line 2\n    x = (\n        ^\nSyntaxError: \'(\' was never closed\n';
    expect(readRun(evidence({ artifacts: withStderr(stderr) })).crash).toEqual({
      exception: "SyntaxError: '(' was never closed",
      line: 2,
    });
  });

  it('is crashed after an exit code, though nothing is on stderr', () => {
    const { outcome, reason } = readRun(evidence({ artifacts: withStderr('', ['0', '3']) }));
    expect([outcome, reason.includes('exit code 3')]).toEqual(['crashed', true]);
  });

  it('is healthy where the script dealt with the exception that it printed', () => {
    const handled = TRACEBACK.replace('  File "<stdin>", line 9, in <module>\n', '');
    expect(readRun(evidence({ artifacts: withStderr(handled) })).outcome).toBe('healthy');
    expect(readRun(evidence({ artifacts: withStderr(TRACEBACK, ['0']) })).outcome).toBe('healthy');
  });

  it.each([
    ['an unset variable', 'bash: line 7: NAMESPACE: unbound variable\n', 7],
    ['a syntax error', "bash: line 3: syntax error near unexpected token `fi'\n", 3],
    ['no main', 'bash: line 12: main: command not found\n', 12],
    ['a missing program', 'bash: line 5: jq: command not found\n', 5],
    ['a demand', 'bash: line 2: TOKEN: parameter null or not set\n', 2],
    ['a missing program in a function', 'main: line 5: jq: command not found\n', 5],
  ])('is crashed in bash after %s', (_, stderr, at) => {
    const { outcome, crash } = readRun(
      evidence({ interpreter: 'bash', artifacts: withStderr(stderr, ['0']) }),
    );
    expect([outcome, crash?.line]).toEqual(['crashed', at]);
  });

  it('is crashed in bash with the last error where the exit code tells of an early end', () => {
    const made = withStderr('x\nbash: line 2: TOKEN: set it please\n', ['0', '127']);
    const { outcome, crash, reason } = readRun(evidence({ interpreter: 'bash', artifacts: made }));
    expect([outcome, crash]).toEqual(['crashed', { exception: 'TOKEN: set it please', line: 2 }]);
    expect(reason).toContain('exit code 127');
  });

  it('is healthy in bash with other words on stderr', () => {
    const made = withStderr('curl: (6) Could not resolve host\n', ['0']);
    expect(readRun(evidence({ interpreter: 'bash', canEndSilently: true, artifacts: made })).outcome).toBe(
      'healthy',
    );
  });

  it('is timed out where the log says so', () => {
    const log = robotLog([
      `Exception while running: ${'x'.repeat(100)} subprocess.TimeoutExpired: timed out`,
    ]);
    expect(readRun(evidence({ artifacts: artifacts({ log }) })).outcome).toBe('timed_out');
    expect(readRun(evidence({ artifacts: withStderr('', ['0', '-1']) })).outcome).toBe('timed_out');
  });

  it('is timed out where it was silent for as long as the runner waits', () => {
    const run = evidence({ artifacts: artifacts({ log: null }), elapsedSeconds: 301 });
    expect(readRun(run).outcome).toBe('timed_out');
    expect(readRun({ ...run, elapsedSeconds: 20 }).outcome).toBe('healthy');
  });

  it.each([
    ['the script may end without a result', { canEndSilently: true }],
    ['the script is not known', { canEndSilently: undefined }],
    ['nothing was printed and the time is not known', { elapsedSeconds: undefined }],
  ])('is unknown without an exit code where %s', (_, changes) => {
    const { outcome, reason } = readRun(
      evidence({ artifacts: artifacts({ log: robotLog([]) }), ...changes }),
    );
    expect([outcome, reason === '']).toEqual(['unknown', false]);
  });

  it('is unknown where an artifact is missing, which is said', () => {
    const { outcome, notes } = readRun(evidence({ artifacts: artifacts({ issues: null }) }));
    expect([outcome, notes]).toEqual(['unknown', ['Not read: the artifact issues.']]);
  });

  it('comes with a note on lines that could not be read', () => {
    const made = artifacts({ report: `${reportOf('', '')}{"obj\n`, issues: `${ISSUE}x\ny\n` });
    expect(readRun(evidence({ artifacts: made })).notes).toEqual([
      '1 line of report.jsonl could not be read.',
      '2 lines of issues.jsonl could not be read.',
    ]);
  });
});

describe('what really happened to a run that the platform calls a failure', () => {
  const failed = (changes: Parameters<typeof evidence>[0] = {}) =>
    readRun(evidence({ status: 'FAILED', ...changes }));

  it('is not started where there is no line of the script, with why', () => {
    const log = robotLog([], {
      failure: "Variable 'GEN_CMD' not found.",
      isSetup: true,
    });
    const { outcome, reason } = failed({ artifacts: artifacts({ report: '{}\n', log }) });
    expect(outcome).toBe('not_started');
    expect(reason).toContain('not found');
  });

  it('is bad output where the script ran, with what was wrong', () => {
    const log = robotLog(['shell returncode: 0'], {
      failure: 'The output must be a list, it is of type dict.',
    });
    const { outcome, reason } = failed({ artifacts: artifacts({ log, issues: ISSUE }) });
    expect(outcome).toBe('bad_output');
    expect(reason).toContain('type dict');
    expect(reason).toContain('1 issue was recorded');
  });

  it('is bad output with the exception that cut it short', () => {
    expect(failed({ artifacts: withStderr(TRACEBACK) })).toMatchObject({
      outcome: 'bad_output',
      crash: { line: 4 },
    });
  });

  it('is unknown where nothing could be read', () => {
    expect(failed({ artifacts: { report: null, issues: null, log: null } }).outcome).toBe('unknown');
  });
});

describe('what really happened to a run of an SLI script', () => {
  const sli = (metric: string, changes: Parameters<typeof evidence>[0] = {}) =>
    readRun(
      evidence({
        taskType: 'sli',
        artifacts: artifacts({ report: reportOf('', '', `Reported Metric: ${metric}`) }),
        ...changes,
      }),
    );

  it.each(['0.95', '1', '0', '1e-3', '-2.5'])('is a metric: %s', (metric) => {
    expect(sli(metric)).toMatchObject({ outcome: 'metric', metric });
  });

  it.each(['True', 'None', "{'a': 1}", 'ok', 'nan', 'inf'])('is bad output: %s', (metric) => {
    expect(sli(metric).outcome).toBe('bad_output');
  });

  it('is bad output without a result, and crashed where an exception says why', () => {
    expect(sli('[]').outcome).toBe('bad_output');
    const report = reportOf('', TRACEBACK, 'Reported Metric: []');
    const made = artifacts({ report, log: robotLog(['shell returncode: 1']) });
    expect(sli('[]', { artifacts: made }).outcome).toBe('crashed');
  });
});

describe('the status of a run', () => {
  it.each([
    ['RUNNING', 'running'],
    ['succeeded', 'healthy'],
    ['LOST', 'unknown'],
  ])('%s is %s', (status, outcome) => {
    expect(readRun(evidence({ status })).outcome).toBe(outcome);
  });
});
