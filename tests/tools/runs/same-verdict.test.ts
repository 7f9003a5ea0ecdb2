import { describe, expect, test } from 'vitest';
import { withMark, withoutMark } from '../../../src/run-outcome/completion-mark.ts';
import { repr } from '../../../src/sandbox/runner/python-value.ts';
import { wrapScript } from '../../../src/sandbox/runner/wrapper.ts';
import type { Interpreter } from '../../../src/script-rules/script-kind.ts';
import { runSlx } from '../../../src/tools/runs/run-slx.ts';
import { getRunOutput } from '../../../src/tools/scripts/get-run-output.ts';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { reportOf, robotLog } from '../../run-outcome/evidence.ts';
import { fastBench } from '../scripts/fast-bench.ts';

const workspace_name = 'checkout-prod';
const slx_name = 'checkout-api-pods';
const TITLE = 'dev-test';

/** What is left of a run, wherever it is read. */
interface Left {
  script?: string;
  interpreter?: Interpreter;
  /** What follows on the mark's own words; where left out, the script was sent without one. */
  mark?: string | null;
  stdout?: string;
  stderr?: string;
  /** In the place of the whole report.jsonl. */
  report?: string;
  issues?: Record<string, unknown>[];
  /** Exit code of the script; null where the log does not have it. */
  code?: number | null;
  /** Further texts of the log. */
  texts?: string[];
  /** In the place of the whole log.html. */
  log?: string;
  failure?: string;
  isSetup?: boolean;
}

const PLAIN = 'def main():\n    return []\n';
const EXITS = 'import sys\n\n\ndef main():\n    if len(sys.argv) == 1:\n        sys.exit(0)\n    return []\n';
const BASH = 'main() {\n  kubectl get pods -o json | jq -c "[]" >&3\n}\n';
const TRACEBACK =
  'Traceback (most recent call last):\n  File "<stdin>", line 5, in <module>\n  File "<stdin>", line 2, in main\nKeyError: 1\n';
const GROUP =
  '  + Exception Group Traceback (most recent call last):\n  |   File "<stdin>", line 5, in <module>\n  |   File "<stdin>", line 2, in main\n  | ExceptionGroup: g (1 sub-exception)\n  +-+---------------- 1 ----------------\n    | ValueError: a\n    +------------------------------------\n';
const LOST = (why: string) => `Exception while running ['bash', '-c', 'x'] in /x:\n<class '${why}'>: y`;
const ISSUE = { title: 'Pod is down', details: 'd', nextSteps: 'n', severity: '2', observedAt: null };
const PAGE = '<html><body>Sign in</body></html>';

/** The artifacts of a run, as `get_run_output` reads them. */
function artifactsOf(left: Left) {
  const { script = PLAIN, interpreter = 'python', mark, issues = [], code = 0 } = left;
  const sent = mark === undefined ? script : withMark(script, interpreter)!;
  const line = mark ? `\n[runwhen-mcp ${withoutMark(sent).hash}] main came back: ${mark}\n` : '';
  const command = repr(wrapScript(sent, interpreter, interpreter, 'task'));
  const texts = [
    `Running command ['bash', '-c', ${command}] in cwd=/x, env=[], secrets=[], files=[]`,
    ...(code === null ? [] : ['shell returncode: 0', `shell returncode: ${code}`]),
    ...(left.texts ?? []),
  ];
  const { failure, isSetup = false } = left;
  return {
    report: left.report ?? (isSetup ? '{}\n' : reportOf(left.stdout ?? '', `${left.stderr ?? ''}${line}`)),
    issues: issues.length === 0 ? '{}\n' : issues.map((issue) => `${JSON.stringify(issue)}\n`).join(''),
    log: left.log ?? robotLog(texts, failure === undefined ? {} : { failure, isSetup }),
    stdout: '',
  };
}

/** What each of the three readers makes of it. */
async function verdicts(left: Left, taskType: 'task' | 'sli' = 'task') {
  const artifacts = artifactsOf(left);
  const { sandbox, call } = await fastBench();
  const status = left.failure === undefined ? ('SUCCEEDED' as const) : ('FAILED' as const);
  const world = sandbox.world;
  world.workspaces.get(workspace_name)!.authorRuns.set('left', {
    runId: 'left',
    ownerEmail: world.users[0]!.email,
    status,
    artifacts,
    created: world.timestamp(),
  });
  sandbox.faults.add({
    path: /\/author\/run$/,
    method: 'POST',
    status: 202,
    body: { runId: 'left', status: 'RUNNING' },
  });
  const waited = await call(runScriptAndWait, {
    workspace_name,
    script: left.script ?? PLAIN,
    interpreter: left.interpreter ?? 'python',
    run_type: taskType,
    location: 'public-runner-eu',
    completion_marker: left.mark !== undefined,
  });
  const got = await call(getRunOutput, { workspace_name, run_id: 'left', task_type: taskType });
  const outcomes = { run_script_and_wait: waited, get_run_output: got };
  if (taskType === 'sli') return outcomes;

  const titles = {
    passedTitles: status === 'SUCCEEDED' ? TITLE : '',
    failedTitles: status === 'FAILED' ? TITLE : '',
  };
  const run = { id: 78, slxShortName: slx_name, responseTime: world.timestamp(), ...titles };
  const issues = (left.issues ?? []).map((issue, index) => ({ issueId: index + 1, ...issue }));
  sandbox.faults.add({ path: /\/runsessions$/, method: 'POST', status: 201, body: { id: 77 } });
  sandbox.faults.add({
    path: /\/runsessions\/77$/,
    status: 200,
    body: { id: 77, runRequests: [{ ...run, issues }] },
  });
  sandbox.faults.add({ path: /\/runs\/78\/report$/, status: 200, body: asRoute(artifacts.report) });
  sandbox.faults.add({ path: /\/run-requests\/78\/log$/, status: 200, body: artifacts.log });
  return { ...outcomes, run_slx: await call(runSlx, { workspace_name, slx_name }) };
}

/** The lines of a report in one list, as the platform answers them; a broken one breaks the whole. */
const asRoute = (report: string) => `[${report.trimEnd().split('\n').join(',')}]`;

const outcomesOf = (read: object) =>
  Object.entries(read).map(([tool, { outcome }]: [string, { outcome: string }]) => [tool, outcome]);

describe('the readers of a run say the same of', () => {
  test.each<[string, string, Left]>([
    ['healthy', 'a mark and nothing else', { mark: 'type list, length 0' }],
    ['healthy', 'a mark beside a complaint', { mark: 'type list, length 0', stderr: 'no access\n' }],
    ['healthy', 'a script that must have left a result', {}],
    ['healthy', 'a mark of Bash', { script: BASH, interpreter: 'bash', mark: 'status 0, result written' }],
    [
      'bad_output',
      'a mark without a result',
      { script: BASH, interpreter: 'bash', mark: 'status 0, result empty' },
    ],
    ['unknown', 'a mark of a list that left no issues', { mark: 'type list, length 2' }],
    ['unknown', 'a mark that is not there', { script: EXITS, mark: null }],
    ['unknown', 'a script that may have ended early', { script: EXITS }],
    ['unknown', 'a silent script in Bash', { script: BASH, interpreter: 'bash' }],
    [
      'unknown',
      'an error on stderr in Bash',
      { script: BASH, interpreter: 'bash', stderr: 'Unauthorized\n' },
    ],
    ['issues', 'issues', { issues: [ISSUE] }],
    ['crashed', 'an exception', { stderr: TRACEBACK, code: 1 }],
    ['crashed', 'a group of exceptions', { stderr: GROUP, code: 1 }],
    ['crashed', 'an exit code', { code: 3 }],
    ['timed_out', 'a time limit that passed', { code: -1, texts: [LOST('subprocess.TimeoutExpired')] }],
    ['unknown', 'bytes that are not UTF-8', { code: -1, texts: [LOST('UnicodeDecodeError')] }],
    ['unknown', 'a page in the place of the log', { log: PAGE }],
    ['unknown', 'a page in the place of the report', { report: PAGE }],
    ['unknown', 'a report that is cut', { report: `${reportOf('', '')}{"obj": "Comma` }],
    ['unknown', 'a report without the streams', { report: '{}\n' }],
    ['unknown', 'an exit code that is not there', { code: null }],
    ['bad_output', 'a result that breaks the rules', { failure: 'got a dict' }],
    ['not_started', 'set-up that failed', { failure: 'No secret', isSetup: true }],
  ])('%s: %s', async (outcome, _, left) => {
    const read = await verdicts(left);
    expect(outcomesOf(read)).toEqual([
      ['run_script_and_wait', outcome],
      ['get_run_output', outcome],
      ['run_slx', outcome],
    ]);
    const reasons = Object.values(read).map(({ outcome_reason }) => outcome_reason);
    // The one that sent the script knows it without the log, too.
    if (left.report === undefined && left.log === undefined) expect(new Set(reasons).size).toBe(1);
  });

  const METRIC = (value: string) => reportOf('', '', `Reported Metric: ${value}`);
  const NOT_JSON = 'Script metric output was not valid JSON; defaulting to 0: Expecting value';
  test.each<[string, string, Left]>([
    ['metric', 'a number', { report: METRIC('0.5') }],
    ['bad_output', 'text that is no JSON', { report: METRIC('0'), texts: [NOT_JSON] }],
    ['bad_output', 'text that only JavaScript takes for a number', { report: METRIC('0x10') }],
    ['bad_output', 'no result', { report: METRIC('[]') }],
    ['unknown', 'a metric that is not there', {}],
  ])('%s as an SLI: %s', async (outcome, _, left) => {
    const script = 'def main():\n    return 0.5\n';
    expect(outcomesOf(await verdicts({ script, ...left }, 'sli'))).toEqual([
      ['run_script_and_wait', outcome],
      ['get_run_output', outcome],
    ]);
  });
});
