import { describe, expect, it } from 'vitest';
import { evidence, readRun, reportOf, robotLog } from './evidence.ts';

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
  it('is issues where there are any', async () => {
    const { outcome, issues } = await readRun(evidence({ artifacts: artifacts({ issues: ISSUE + ISSUE }) }));
    expect([outcome, issues.length]).toEqual(['issues', 2]);
  });

  it('is healthy where the interpreter came to its end', async () => {
    expect((await readRun(evidence())).outcome).toBe('healthy');
  });

  it.each([
    'import sys\nsys.exit(0)\n',
    'import argparse\ndef main():\n    argparse.ArgumentParser().parse_args(OPTIONS)\n    return []\n',
    'main = json.loads("[]").copy\nfrom os import _exit as bye\n',
  ])('is unknown where the script can end so without a result: %j', async (sent) => {
    expect((await readRun(evidence({ sent }))).outcome).toBe('unknown');
  });

  it('is crashed after an exception, with its line in the script', async () => {
    const { outcome, crash, reason } = await readRun(evidence({ artifacts: withStderr(TRACEBACK, ['1']) }));
    expect(outcome).toBe('crashed');
    expect(crash).toEqual({
      exception: 'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      line: 4,
    });
    expect(reason).toContain('line 4');
  });

  it('is crashed after a syntax error', async () => {
    const stderr = '  File "<stdin>", line 2\n    x = (\n        ^\nSyntaxError: \'(\' was never closed\n';
    expect((await readRun(evidence({ artifacts: withStderr(stderr) }))).crash).toEqual({
      exception: "SyntaxError: '(' was never closed",
      line: 2,
    });
  });

  it('is crashed after an exit code, though nothing is on stderr', async () => {
    const { outcome, reason } = await readRun(evidence({ artifacts: withStderr('', ['0', '3']) }));
    expect([outcome, reason.includes('exit code 3')]).toEqual(['crashed', true]);
  });

  it('is healthy where the script dealt with the exception that it printed', async () => {
    const handled = TRACEBACK.replace('  File "<stdin>", line 9, in <module>\n', '');
    expect((await readRun(evidence({ artifacts: withStderr(handled, ['0']) }))).outcome).toBe('healthy');
    expect((await readRun(evidence({ artifacts: withStderr(TRACEBACK, ['0']) }))).outcome).toBe('healthy');
  });

  const BASH = 'main() {\n  echo "[]" >&3\n}\n';

  it.each([
    ['an unset variable', 'bash: line 2: NAMESPACE: unbound variable\n', '1', 2],
    ['a syntax error', "bash: line 3: syntax error near unexpected token `fi'\n", '2', 3],
    ['no main', 'bash: line 12: main: command not found\n', '0', 12],
    ['a demand', 'bash: line 2: TOKEN: parameter null or not set\n', '127', 2],
  ])('is crashed in bash after %s', async (_, stderr, code, at) => {
    const { outcome, crash } = await readRun(
      evidence({ interpreter: 'bash', sent: BASH, artifacts: withStderr(stderr, [code]) }),
    );
    expect([outcome, crash?.line]).toEqual(['crashed', at]);
  });

  it.each([
    'main: line 5: jq: command not found\n',
    'bash: line 2: NOPE: unbound variable\n',
    'main: line 3: 1/0: division by 0\n',
  ])('is unknown in bash where exit code 0 goes with %j, which is quoted', async (stderr) => {
    const { outcome, reason } = await readRun(
      evidence({ interpreter: 'bash', sent: BASH, artifacts: withStderr(stderr, ['0']) }),
    );
    expect(outcome).toBe('unknown');
    expect(reason).toContain(stderr.trim());
  });

  it('is unknown in bash where an exit code follows what may have been a result', async () => {
    const sent = 'main() {\n  echo "[]" >&3\n  exit 3\n}\n';
    const made = withStderr('', ['0', '3']);
    expect((await readRun(evidence({ interpreter: 'bash', sent, artifacts: made }))).outcome).toBe('unknown');
  });

  it('is crashed in bash with the last error where the exit code tells of an early end', async () => {
    const made = withStderr('x\nbash: line 2: TOKEN: set it please\n', ['0', '127']);
    const { outcome, crash, reason } = await readRun(
      evidence({ interpreter: 'bash', sent: BASH, artifacts: made }),
    );
    expect([outcome, crash]).toEqual(['crashed', { exception: 'TOKEN: set it please', line: 2 }]);
    expect(reason).toContain('exit code 127');
  });

  it('is healthy in bash with other words on stderr, which are quoted', async () => {
    const made = withStderr('curl: (6) Could not resolve host\n', ['0']);
    const { outcome, reason } = await readRun(evidence({ interpreter: 'bash', sent: BASH, artifacts: made }));
    expect(outcome).toBe('healthy');
    expect(reason).toContain('reported nothing');
    expect(reason).toContain('curl: (6)');
  });

  it('is timed out where the log says so', async () => {
    const log = robotLog([
      `Exception while running ['bash', '-c', '${'x'.repeat(100)}'] in /tmp:\n<class 'subprocess.TimeoutExpired'>: timed out`,
    ]);
    expect((await readRun(evidence({ artifacts: artifacts({ log }) }))).outcome).toBe('timed_out');
  });

  it('is unknown where both streams were lost to bytes that are not UTF-8', async () => {
    const lost = "Exception while running ['bash'] in /tmp:\n<class 'UnicodeDecodeError'>: 'utf-8' codec";
    const log = robotLog([lost, 'shell returncode: -1']);
    const { outcome, reason } = await readRun(evidence({ artifacts: artifacts({ log }) }));
    expect(outcome).toBe('unknown');
    expect(reason).toContain('UTF-8');
  });

  it('is not timed out where only the script speaks of it', async () => {
    const log = robotLog([
      "except subprocess.TimeoutExpired: <class 'subprocess.TimeoutExpired'>",
      'shell returncode: 0',
    ]);
    expect((await readRun(evidence({ artifacts: artifacts({ log }) }))).outcome).toBe('healthy');
  });

  it('is unknown where it was silent for as long as the runner waits, without a log', async () => {
    const run = evidence({ artifacts: artifacts({ log: null }), elapsedSeconds: 301 });
    expect((await readRun(run)).outcome).toBe('unknown');
    expect((await readRun(run)).reason).toContain('limit of 300 s');
  });

  it.each([
    ['the exit code', { artifacts: artifacts({ log: robotLog([]) }) }],
    ['the script', { sent: undefined }],
    ['whole lines of issues', { artifacts: artifacts({ issues: '{"title": "x", "sev' }) }],
    ['issues, a page in their place', { artifacts: artifacts({ issues: '<html><body>503</body></html>' }) }],
    ['whole lines of the report', { artifacts: artifacts({ report: `${reportOf('', '')}{"obj` }) }],
  ])('is unknown without %s', async (_, changes) => {
    const { outcome, reason } = await readRun(evidence(changes));
    expect([outcome, reason === '']).toEqual(['unknown', false]);
  });

  it('says that there are at least so many issues where lines were lost', async () => {
    const { outcome, reason } = await readRun(evidence({ artifacts: artifacts({ issues: `${ISSUE}{"ti` }) }));
    expect(outcome).toBe('issues');
    expect(reason).toContain('at least 1 issue');
  });

  it('is unknown where an artifact is missing', async () => {
    expect((await readRun(evidence({ artifacts: artifacts({ issues: null }) }))).outcome).toBe('unknown');
  });

  it('comes with a note where another page stands in the place of the log', async () => {
    const made = artifacts({ log: '<html><body>Bad gateway</body></html>' });
    const { outcome, notes } = await readRun(evidence({ artifacts: made }));
    expect([outcome, notes]).toEqual(['unknown', ['log.html is not the log of a run and was not used.']]);
  });

  it('comes with a note on lines that could not be read', async () => {
    const made = artifacts({ report: `${reportOf('', '')}{"obj\n`, issues: `${ISSUE}x\ny\n` });
    expect((await readRun(evidence({ artifacts: made }))).notes).toEqual([
      '1 line of report.jsonl could not be read.',
      '2 lines of issues.jsonl could not be read.',
    ]);
  });
});

describe('what really happened to a run that the platform calls a failure', () => {
  const failed = (changes: Parameters<typeof evidence>[0] = {}) =>
    readRun(evidence({ status: 'FAILED', ...changes }));

  it('is not started where there is no line of the script, with why', async () => {
    const log = robotLog([], {
      failure: "Variable 'GEN_CMD' not found.",
      isSetup: true,
    });
    const { outcome, reason } = await failed({ artifacts: artifacts({ report: '{}\n', log }) });
    expect(outcome).toBe('not_started');
    expect(reason).toContain('not found');
  });

  it('is bad output where the script ran, with what was wrong', async () => {
    const log = robotLog(['shell returncode: 0'], {
      failure: 'The output must be a list, it is of type dict.',
    });
    const { outcome, reason } = await failed({ artifacts: artifacts({ log, issues: ISSUE }) });
    expect(outcome).toBe('bad_output');
    expect(reason).toContain('type dict');
    expect(reason).toContain('1 issue was recorded');
  });

  it('is bad output with the exception that cut it short', async () => {
    expect(await failed({ artifacts: withStderr(TRACEBACK) })).toMatchObject({
      outcome: 'bad_output',
      crash: { line: 4 },
    });
  });

  it('is unknown where nothing could be read', async () => {
    expect((await failed({ artifacts: { report: null, issues: null, log: null } })).outcome).toBe('unknown');
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

  it('is bad output where the log says that the text was no JSON', async () => {
    const keyword = 'Script metric output was not valid JSON; defaulting to 0: ';
    const texts = [`${keyword}\${output_err}`, 'shell returncode: 0'];
    const made = (log: string[]) =>
      artifacts({ report: reportOf('', '', 'Reported Metric: 0'), log: robotLog(log) });
    expect((await sli('0', { artifacts: made(texts) })).outcome).toBe('metric');
    expect((await sli('0', { artifacts: made([...texts, `${keyword}Expecting value`]) })).outcome).toBe(
      'bad_output',
    );
  });

  it.each(['0.95', '1', '0', '1e-3', '-2.5', '1_000', '\uff11', ' 1.5 ', '.5', '+1'])(
    'is a metric: %s',
    async (metric) => {
      expect(await sli(metric)).toMatchObject({ outcome: 'metric', metric });
    },
  );

  it.each(['True', 'None', "{'a': 1}", 'ok', 'nan', 'inf', '0x10', '1__0', ''])(
    'is bad output: %s',
    async (metric) => {
      expect((await sli(metric)).outcome).toBe('bad_output');
    },
  );

  it('is bad output without a result, and crashed where an exception says why', async () => {
    expect((await sli('[]')).outcome).toBe('bad_output');
    const report = reportOf('', TRACEBACK, 'Reported Metric: []');
    const made = artifacts({ report, log: robotLog(['shell returncode: 1']) });
    expect((await sli('[]', { artifacts: made })).outcome).toBe('crashed');
  });
});

describe('the status of a run', () => {
  it.each([
    ['RUNNING', 'running'],
    ['succeeded', 'healthy'],
    ['LOST', 'unknown'],
  ])('%s is %s', async (status, outcome) => {
    expect((await readRun(evidence({ status }))).outcome).toBe(outcome);
  });
});
