import { describe, expect, test } from 'vitest';
import type { ReportedIssue } from '../../src/run-outcome/artifacts.ts';
import { NO_LOG, type RobotLog } from '../../src/run-outcome/robot-log.ts';
import type { RunFacts } from '../../src/run-outcome/run-facts.ts';
import { judgeRun } from '../../src/run-outcome/verdict.ts';

const ISSUE: ReportedIssue = { title: 't', details: 'd', nextSteps: 'n', severity: '2', observedAt: null };
const PLACE = { line: 7, text: 'exit 0' };
const CRASH = { exception: 'ValueError: no\nmore', line: 4 };
const MARK = { isKnown: true };

type Changes = Partial<Omit<RunFacts, 'log' | 'report'>> & {
  log?: Partial<RobotLog>;
  report?: Partial<RunFacts['report']>;
};

/** A passed run of a Python task that ended with exit code 0, printed nothing and leaves nothing open. */
function judge({ log, report, ...changes }: Changes) {
  return judgeRun({
    status: 'SUCCEEDED',
    taskType: 'task',
    interpreter: 'python',
    script: 'def main():\n    return []\n',
    artifacts: { report: 'r', issues: '{}', log: 'l' },
    issues: [],
    lostIssues: false,
    ending: {},
    mark: undefined,
    isMarked: false,
    crash: undefined,
    log: { ...NO_LOG, isReadable: true, returnCodes: [0], ...log },
    report: {
      stdout: '',
      stderr: '',
      report: '',
      metric: undefined,
      issues: [],
      hasStreams: true,
      brokenLines: 0,
      ...report,
    },
    ...changes,
  });
}

type Case = [changes: Changes, outcome: string, reason: string];

const bash = (changes: Changes): Changes => ({ interpreter: 'bash', ...changes });
const failed = (changes: Changes): Changes => ({ status: 'FAILED', ...changes });
const sli = (changes: Changes): Changes => ({ taskType: 'sli', ...changes });

const STARTED: Case[] = [
  [{ status: 'running' }, 'running', 'The run has not ended yet.'],
  [{ status: 'Pending' }, 'running', 'The run has not ended yet.'],
  [{ status: 'QUEUED' }, 'running', 'The run has not ended yet.'],
  [{ status: 'LOST' }, 'unknown', 'The platform answers with the status LOST.'],
  [{ log: { skipped: 'No cluster.' } }, 'unknown', 'The tasks were skipped: No cluster.'],
  [
    { titles: { passed: [], failed: [], skipped: ['a'] } },
    'unknown',
    'The tasks were skipped: the artifacts do not say why.',
  ],
  [
    { titles: { passed: ['b'], failed: [], skipped: ['a'] } },
    'healthy',
    'main returned and reported no issues.',
  ],
  [{ titles: { passed: [], failed: [], skipped: [] } }, 'healthy', 'main returned and reported no issues.'],
  [
    { titles: { passed: ['b'], failed: ['c'], skipped: ['a'] } },
    'crashed',
    '1 of 2 tasks failed: c. The others passed and reported no issues.',
  ],
];

const FAILED: Case[] = [
  [
    failed({ artifacts: { report: null, issues: null, log: null } }),
    'unknown',
    'The run failed. The artifacts do not say why.',
  ],
  [
    failed({ log: { failure: 'No secret.', setupFailed: true } }),
    'not_started',
    'The run failed before the script was started: No secret.',
  ],
  [
    failed({ report: { hasStreams: false } }),
    'not_started',
    'The run failed before the script was started: The artifacts do not say why.',
  ],
  [
    failed({ report: { hasStreams: false, report: 'Checked.' }, log: { failure: 'No pods.' } }),
    'crashed',
    'A task of the bundle failed: No pods.',
  ],
  [
    failed({ report: { hasStreams: false, report: 'Checked.' }, issues: [ISSUE, ISSUE] }),
    'issues',
    'A task of the bundle failed: The artifacts do not say why. 2 issues were recorded before.',
  ],
  [
    failed({
      report: { hasStreams: false, report: 'Checked.' },
      log: { failure: 'Bad key.', setupFailed: true },
    }),
    'not_started',
    'The run failed before the script was started: Bad key.',
  ],
  [
    failed({ report: { report: 'x' }, log: { failure: 'Not a list.' } }),
    'bad_output',
    'The script returned an invalid result: Not a list.',
  ],
  [
    failed({ log: { failure: 'Not a list.' }, issues: [ISSUE] }),
    'bad_output',
    'The script returned an invalid result: Not a list. 1 issue was recorded before.',
  ],
];

const REPORTED: Case[] = [
  [{ issues: [ISSUE] }, 'issues', 'The script reported 1 issue.'],
  [{ issues: [ISSUE, ISSUE] }, 'issues', 'The script reported 2 issues.'],
  [{ issues: [ISSUE, ISSUE], lostIssues: true }, 'issues', 'The script reported at least 2 issues.'],
  [
    { issues: [ISSUE], crash: CRASH, log: { returnCodes: [0, 1] } },
    'issues',
    'The script reported 1 issue. It also failed with ValueError: no (line 4): some may be missing.',
  ],
  [
    { issues: [ISSUE], crash: { exception: 'E' }, log: { returnCodes: [1] } },
    'issues',
    'The script reported 1 issue. It also failed with E: some may be missing.',
  ],
  [{ issues: [ISSUE], crash: CRASH }, 'issues', 'The script reported 1 issue.'],
  [{ issues: [ISSUE], log: { returnCodes: [1] } }, 'issues', 'The script reported 1 issue.'],
  [
    { issues: [ISSUE], crash: CRASH, log: { returnCodes: [1] }, mark: { ...MARK, type: 'list', length: 1 } },
    'issues',
    'The script reported 1 issue.',
  ],
  [
    { issues: [ISSUE], titles: { passed: ['a'], failed: ['b'], skipped: [] } },
    'issues',
    'The script reported 1 issue. 1 of 2 tasks failed: b. Some may be missing.',
  ],
  [
    { titles: { passed: ['a'], failed: ['b', 'c'], skipped: [] } },
    'crashed',
    '2 of 3 tasks failed: b, c. The others passed and reported no issues.',
  ],
  [{ issues: [ISSUE], log: { skipped: 'No second cluster.' } }, 'issues', 'The script reported 1 issue.'],
];

const UNREAD: Case[] = [
  [
    { artifacts: { report: null, issues: '{}', log: null } },
    'unknown',
    'The run passed, but its artifacts could not be read.',
  ],
  [
    { artifacts: { report: '', issues: null, log: null } },
    'unknown',
    'The run passed, but its artifacts could not be read.',
  ],
  [
    { lostIssues: true, report: { brokenLines: 2 } },
    'unknown',
    'The run passed, but part of issues.jsonl could not be read: issues may be missing.',
  ],
  [
    { report: { brokenLines: 1 } },
    'unknown',
    'The run passed, but part of report.jsonl could not be read: issues may be missing.',
  ],
  [
    { log: { undecodable: true, timedOut: true } },
    'unknown',
    'The script printed bytes that are not UTF-8: the runner loses both streams and the exit code with them, so it is not known how it ended. Convert what it prints, e.g. with | iconv -c -t utf-8.',
  ],
];

const MEASURED: Case[] = [
  [sli({ report: { metric: ' 0.5\n' } }), 'metric', 'The script returned 0.5.'],
  [sli({ report: { metric: '٣' } }), 'metric', 'The script returned ٣.'],
  [
    sli({ report: { metric: 'nan' } }),
    'bad_output',
    'The script returned nan, which is not a number: a committed SLI would report 0 or nothing usable.',
  ],
  [
    sli({ report: { metric: '[]' } }),
    'bad_output',
    'The script returned no number: a committed SLI would report 0.',
  ],
  [
    sli({ script: 'main() { echo 1 > "$METRIC_FILE"; }', report: { metric: '[]' } }),
    'unknown',
    'The test run has no metric, but a committed SLI may: the script names METRIC_FILE or metric_data.json, which a test run may not read. Write the number to file descriptor 3.',
  ],
  [
    sli({ script: 'main() { echo 1 > "$METRIC_FILENAME"; }', report: { metric: '[]' } }),
    'bad_output',
    'The script returned no number: a committed SLI would report 0.',
  ],
  [sli({}), 'unknown', 'The run passed, but its report has no metric.'],
  [
    sli({ log: { notJson: 'Evaluating expression json.loads(x)\n failed: JSONDecodeError: Extra data\n' } }),
    'bad_output',
    'What the script returned is not JSON (JSONDecodeError: Extra data): a committed SLI reports 0.',
  ],
  [
    sli({ log: { notJson: 'It failed. Evaluating expression x failed: y' } }),
    'bad_output',
    'What the script returned is not JSON (It failed. Evaluating expression x failed: y): a committed SLI reports 0.',
  ],
  [{ report: { metric: '3' } }, 'healthy', 'main returned and reported no issues.'],
  [{ log: { notJson: 'x' } }, 'healthy', 'main returned and reported no issues.'],
  [
    sli({ mark: { ...MARK, type: 'NoneType' }, report: { metric: '[]' } }),
    'bad_output',
    'The script returned no number: a committed SLI would report 0.',
  ],
];

const LATE =
  'The runner lost the output of the script, as it does at its limit of 300 s; it is not known whether it had written its result before.';
const OVER =
  "The script was still running after the runner's limit of 300 s; its output is lost, and the platform calls the run a success.";

const TIMED_OUT: Case[] = [
  [{ log: { timedOut: true, returnCodes: [] } }, 'timed_out', OVER],
  [{ log: { timedOut: true }, timeoutSeconds: 5 }, 'timed_out', OVER.replace('300', '5')],
  [{ log: { timedOut: true }, ending: { mayGoOn: PLACE } }, 'unknown', LATE],
  [{ log: { timedOut: true }, ending: { mayWriteEarly: PLACE } }, 'timed_out', OVER],
  [{ log: { timedOut: true }, ending: undefined }, 'unknown', LATE],
  [{ log: { timedOut: true }, script: undefined, ending: undefined }, 'timed_out', OVER],
  [bash({ log: { timedOut: true } }), 'timed_out', OVER],
  [bash({ log: { timedOut: true }, ending: { mayWriteEarly: PLACE } }), 'unknown', LATE],
  [bash({ log: { timedOut: true }, script: undefined, ending: undefined }), 'unknown', LATE],
  [{ log: { returnCodes: [0, -1] } }, 'unknown', LATE],
  [{ log: { returnCodes: [] }, elapsedSeconds: 300 }, 'unknown', LATE],
  [
    { log: { returnCodes: [] }, elapsedSeconds: 299 },
    'unknown',
    'No issues; without the exit code it is not known whether the script ran to its end.',
  ],
  [{ elapsedSeconds: 400 }, 'healthy', 'main returned and reported no issues.'],
  [
    { log: { returnCodes: [] }, elapsedSeconds: 300, report: { stdout: 'x' } },
    'unknown',
    'No issues; without the exit code it is not known whether the script ran to its end.',
  ],
  [
    { log: { returnCodes: [] }, elapsedSeconds: 300, report: { stderr: 'x' } },
    'unknown',
    'No issues; without the exit code it is not known whether the script ran to its end. Its standard error ends with: x',
  ],
];

const CALLED = '; the platform calls the run a success with no issues.';
const OPEN =
  'The script ended with exit code 1 and main was not seen to return; it is not known whether it had written its result before.';

const ENDED_EARLY: Case[] = [
  [
    { crash: CRASH, log: { returnCodes: [1] } },
    'crashed',
    `The script failed with ValueError: no (line 4)${CALLED}`,
  ],
  [
    { crash: CRASH, log: { returnCodes: [] } },
    'crashed',
    `The script failed with ValueError: no (line 4)${CALLED}`,
  ],
  [{ crash: CRASH }, 'healthy', 'main returned and reported no issues.'],
  [
    { crash: CRASH, log: { returnCodes: [] }, mark: { ...MARK, type: 'list', length: 0 } },
    'healthy',
    'main returned and reported no issues.',
  ],
  [
    { log: { returnCodes: [3] } },
    'crashed',
    `The script ended with exit code 3, e.g. by sys.exit or a signal, and reported nothing${CALLED}`,
  ],
  [
    { log: { returnCodes: [120] }, report: { stderr: 'lost stdout' } },
    'unknown',
    'The script ended with exit code 120 after main had returned; it is not known whether its result was written. Its standard error ends with: lost stdout',
  ],
  [
    { log: { returnCodes: [1] }, mark: { ...MARK, type: 'list', length: 0 } },
    'unknown',
    'The script ended with exit code 1 after main had returned; it is not known whether its result was written.',
  ],
  [{ log: { returnCodes: [1] }, ending: { mayWriteEarly: PLACE } }, 'unknown', OPEN],
  [{ log: { returnCodes: [1] }, ending: undefined }, 'unknown', OPEN],
  [
    { log: { returnCodes: [1] }, ending: { mayWriteEarly: PLACE }, isMarked: true },
    'crashed',
    `The script ended with exit code 1, e.g. by sys.exit or a signal, and reported nothing${CALLED}`,
  ],
  [
    { log: { returnCodes: [1] }, ending: { mayWriteEarly: PLACE, mayLoseMark: PLACE }, isMarked: true },
    'unknown',
    OPEN,
  ],
  [
    bash({ log: { returnCodes: [120] } }),
    'crashed',
    `The script ended with exit code 120, e.g. by exit, set -e or a signal, and reported nothing${CALLED}`,
  ],
  [
    bash({ log: { returnCodes: [2] }, report: { stderr: 'bash: line 3: x: command not found\ncurl: no\n' } }),
    'crashed',
    `The script ended with exit code 2: x: command not found (line 3), and reported nothing${CALLED}`,
  ],
  [bash({ log: { returnCodes: [1] }, ending: { mayWriteEarly: PLACE }, isMarked: true }), 'unknown', OPEN],
  [
    bash({ log: { returnCodes: [1] }, crash: CRASH }),
    'crashed',
    `The script failed with ValueError: no (line 4)${CALLED}`,
  ],
  [bash({ log: { returnCodes: [1] }, crash: CRASH, ending: { mayWriteEarly: PLACE } }), 'unknown', OPEN],
  [bash({ log: { returnCodes: [1] }, crash: CRASH, ending: undefined }), 'unknown', OPEN],
  [
    bash({ crash: CRASH }),
    'unknown',
    'No issues and exit code 0, but the script can also end like this without a result, and it is not known whether it did.',
  ],
  [
    bash({ crash: CRASH, log: { returnCodes: [] } }),
    'unknown',
    'No issues; without the exit code it is not known whether the script ran to its end.',
  ],
  [
    { interpreter: undefined, crash: CRASH, log: { returnCodes: [] } },
    'unknown',
    'No issues and no error; without the script it is not known whether it left a result.',
  ],
  ...[
    undefined,
    'import traceback\ntry:\n    x\nexcept NameError:\n    traceback.print_exc()\ndef main(): return []',
    'import subprocess\nsubprocess.run(["python3"], input=b"x")\ndef main(): return []',
    'import logging\ntry:\n    x\nexcept NameError:\n    logging.exception("x")\ndef main(): return []',
  ].map(
    (script): Case => [
      { crash: CRASH, log: { returnCodes: [] }, script },
      'unknown',
      script === undefined
        ? 'No issues and no error; without the script it is not known whether it left a result.'
        : 'No issues; without the exit code it is not known whether the script ran to its end.',
    ],
  ),
  [
    { interpreter: undefined, crash: CRASH },
    'unknown',
    'No issues and no error; without the script it is not known whether it left a result.',
  ],
  [
    bash({ crash: { exception: 'main: command not found', line: 3 }, script: 'a\nb' }),
    'crashed',
    `The script failed with main: command not found (line 3)${CALLED}`,
  ],
  [
    bash({
      crash: { exception: 'main: command not found', line: 3 },
      script: 'a\nb',
      ending: { mayGoOn: PLACE, mayLeaveNothing: PLACE },
    }),
    'unknown',
    `No issues and exit code 0, but the script can also end like this without a result (line ${PLACE.line}: ${PLACE.text}), and it is not known whether it did.`,
  ],
  [
    bash({ crash: { exception: 'main: command not found', line: 2 }, script: 'a\nb' }),
    'unknown',
    'No issues and exit code 0, but the script can also end like this without a result, and it is not known whether it did.',
  ],
  [
    bash({ crash: { exception: 'main: command not found', line: 9 }, script: undefined }),
    'unknown',
    'No issues and no error; without the script it is not known whether it left a result.',
  ],
  [
    bash({ crash: { exception: 'main: command not found' }, script: 'a\nb', log: { returnCodes: [127] } }),
    'crashed',
    `The script failed with main: command not found${CALLED}`,
  ],
];

const RETURNED: Case[] = [
  [
    { mark: { ...MARK, type: 'list', length: 0 }, crash: CRASH, log: { returnCodes: [1] } },
    'crashed',
    `The script failed with ValueError: no (line 4)${CALLED}`,
  ],
  [
    {
      interpreter: undefined,
      mark: { ...MARK, status: 0, written: true },
      crash: CRASH,
      log: { returnCodes: [] },
    },
    'healthy',
    'main returned and reported no issues.',
  ],
  [
    {
      interpreter: undefined,
      mark: { ...MARK, status: 0, written: false },
      crash: CRASH,
      log: { returnCodes: [] },
    },
    'bad_output',
    'main returned status 0 and had written no result: the platform shows no issues. Write [] to file descriptor 3 where there are none.',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 0 }, report: { stderr: ' \n' } },
    'healthy',
    'main returned and reported no issues.',
  ],
  [{ mark: { ...MARK, type: 'list', length: 0 } }, 'healthy', 'main returned and reported no issues.'],
  [
    { mark: { ...MARK, type: 'list', length: 0 }, report: { stderr: ' \nwarning' } },
    'healthy',
    'main returned and reported nothing. Its standard error ends with: warning',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 2 } },
    'unknown',
    'main returned a list of 2, but the run has no issues and no error.',
  ],
  [
    { mark: { ...MARK, type: 'dict' }, report: { stderr: 'w' } },
    'unknown',
    'main returned a dict, but the run has no issues and no error. Its standard error ends with: w',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 0 }, ending: undefined },
    'unknown',
    'main returned, but its text could not be read: it is not known whether it left a result.',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 0 }, ending: undefined, script: undefined },
    'healthy',
    'main returned and reported no issues.',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 0 }, ending: { mayReplaceWriter: PLACE } },
    'unknown',
    'main returned an empty list, but the script may change how or where the runner writes it (line 7: exit 0): it is not known whether it was written.',
  ],
  [
    { mark: { ...MARK, type: 'list', length: 1 }, ending: { mayReplaceWriter: PLACE, mayTakeAway: PLACE } },
    'unknown',
    'main returned a list of 1, but the run has no issues and no error.',
  ],
  [
    { mark: { ...MARK, type: 'tuple', length: 0 }, ending: { mayTakeAway: PLACE } },
    'unknown',
    'main returned and reported no issues, but what the script does afterwards may remove its result (line 7: exit 0): it is not known whether it did.',
  ],
  [bash({ mark: { ...MARK, status: 0, written: true } }), 'healthy', 'main returned and reported no issues.'],
  [
    bash({ mark: { ...MARK, status: 3, written: true }, log: { returnCodes: [3] } }),
    'healthy',
    'main returned and reported nothing. Its status was 3.',
  ],
  [
    bash({ mark: { ...MARK, status: 0, written: true }, ending: { mayTakeAway: PLACE } }),
    'unknown',
    'main returned and reported no issues, but what the script does afterwards may remove its result (line 7: exit 0): it is not known whether it did.',
  ],
  [
    bash({ mark: { ...MARK, status: 2, written: false }, ending: { mayGoOn: PLACE, mayTakeAway: PLACE } }),
    'unknown',
    'main returned with status 2 and had written no result, but the script may go on after it (line 7: exit 0): it is not known whether it wrote one then.',
  ],
  [
    bash({
      mark: { ...MARK, status: 0, written: false },
      report: { stderr: 'bash: line 2: x: Is a directory' },
    }),
    'bad_output',
    'main returned status 0 and had written no result: the platform shows no issues. Write [] to file descriptor 3 where there are none. Its standard error ends with: bash: line 2: x: Is a directory',
  ],
  [
    bash({ mark: { ...MARK, status: 1, written: false }, report: { stderr: 'main: line 2: x: odd' } }),
    'crashed',
    'main returned status 1 and had written no result: the platform shows no issues. Write [] to file descriptor 3 where there are none. Its standard error ends with: main: line 2: x: odd',
  ],
  [
    bash({ mark: { ...MARK, status: 1, written: false } }),
    'bad_output',
    'main returned status 1 and had written no result: the platform shows no issues. Write [] to file descriptor 3 where there are none.',
  ],
];

const SILENT: Case[] = [
  [
    { script: undefined, ending: undefined },
    'unknown',
    'No issues and no error; without the script it is not known whether it left a result.',
  ],
  [
    { ending: undefined },
    'unknown',
    'No issues and exit code 0, but its text could not be read: it is not known whether it left a result.',
  ],
  [
    { ending: { mayLeaveNothing: PLACE } },
    'unknown',
    'No issues and exit code 0, but the script can also end like this without a result (line 7: exit 0), and it is not known whether it did.',
  ],
  [
    bash({ report: { stderr: 'bash: line 2: x: odd' } }),
    'unknown',
    'No issues and exit code 0, but the script can also end like this without a result, and it is not known whether it did. Its standard error ends with: bash: line 2: x: odd',
  ],
  [
    { report: { stderr: 'bash: line 2: x: odd' } },
    'healthy',
    'main returned and reported nothing. Its standard error ends with: bash: line 2: x: odd',
  ],
];

describe.each([
  ['that may not have run to its end', STARTED],
  ['that the platform calls failed', FAILED],
  ['with issues, or with some failed tasks', REPORTED],
  ['of which something could not be read', UNREAD],
  ['of an SLI script, or with what only those have', MEASURED],
  ['that went over its time', TIMED_OUT],
  ['that ended before its time', ENDED_EARLY],
  ['whose main is seen to have returned', RETURNED],
  ['that says nothing', SILENT],
])('a run %s', (_, cases) => {
  test.each(cases)('%j is %s', (changes, outcome, reason) => {
    expect(judge(changes)).toMatchObject({ outcome, reason });
  });
});

describe('a crash', () => {
  const ends = { log: { returnCodes: [1] } };

  test('comes with the verdict that rests on it', () => {
    expect(judge({ ...ends, crash: CRASH }).crash).toEqual(CRASH);
    expect(judge({ ...ends, crash: CRASH, issues: [ISSUE] }).crash).toEqual(CRASH);
    expect(judge(failed({ crash: CRASH })).crash).toEqual(CRASH);
    const stderr = 'bash: line 3: x: odd';
    expect(judge(bash({ ...ends, report: { stderr } })).crash).toEqual({ exception: 'x: odd', line: 3 });
    const mark = { ...MARK, status: 1, written: false };
    expect(judge(bash({ mark, crash: CRASH })).crash).toEqual(CRASH);
    expect(judge(bash({ mark, report: { stderr } })).crash).toEqual({ exception: 'x: odd', line: 3 });
  });

  test('is left out of one that does not', () => {
    expect(judge(failed({}))).not.toHaveProperty('crash');
    expect(judge({ ...ends, report: { stderr: 'bash: line 3: x: odd' } })).not.toHaveProperty('crash');
    expect(judge({ issues: [ISSUE], crash: CRASH })).not.toHaveProperty('crash');
  });
});
