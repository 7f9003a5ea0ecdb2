import type { Connection } from './connect.ts';
import type { Screen } from './screen.ts';
import { BROKEN_CHECK, MENDED_CHECK, SLI } from './scripts.ts';

type Json = Record<string, unknown>;
type Rows = Json[];

const WORKSPACE = 'checkout-prod';
const NEW_SLX = 'payments-pool-headroom';

/** The session: ask about an incident, run a check, read what it found, then write a new check. */
export async function playSession(connection: Connection, screen: Screen): Promise<void> {
  await investigate(connection, screen);
  await author(connection, screen);
}

async function investigate({ call }: Connection, screen: Screen): Promise<void> {
  const workspace_name = WORKSPACE;
  screen.step('Which workspaces are there?');
  const workspaces = await call('list_workspaces', {});
  screen.table(workspaces as unknown as Rows, ['name', 'displayName']);

  screen.step('Ask the assistant what is wrong');
  const answer = await call('workspace_chat', { message: 'Why is checkout failing?', workspace_name });
  screen.say(String(answer.message));

  screen.step('The open issues, worst first');
  const issues = (await call('get_workspace_issues', { workspace_name, limit: 5 })).results as Rows;
  screen.table(issues, ['id', 'severity', 'title', 'slxName']);
  const worst = expect(issues[0], 'an open issue');

  screen.step('Run the health check behind the worst one: its script really runs');
  const run = await call('run_slx', { workspace_name, slx_name: String(worst.slxName) });
  screen.say(`${run.outcome}: ${run.outcome_reason} (${run.elapsed_seconds} s, session ${run.session_id})`);
  screen.table(run.issues as Rows, ['issueId', 'severity', 'title']);
  const found = expect((run.issues as Rows)[0], 'an issue of the run');

  screen.step('Read what it reported');
  const issue = await call('get_issue_details', { workspace_name, issue_id: found.issueId });
  screen.say(
    `${issue.title}\n\n${issue.latestOccurrenceDetails ?? issue.details}\n\nNext steps: ${issue.nextSteps}`,
  );
}

async function author({ call, refused }: Connection, screen: Screen): Promise<void> {
  const workspace_name = WORKSPACE;
  screen.step('Write a check: the first draft has a misspelt key, and calls main itself');
  const judged = await call('validate_script', { script: BROKEN_CHECK, interpreter: 'python' });
  for (const { line, severity, message } of judged.findings as Rows)
    screen.say(`line ${line}, ${severity}: ${message}`);
  const error = await refused('run_script_and_wait', {
    workspace_name,
    script: BROKEN_CHECK,
    interpreter: 'python',
  });
  screen.say(`Refused: ${error.message}`);

  screen.step('Mend it and run it for real, with a variable, an override and a secret');
  const script = { script: MENDED_CHECK, interpreter: 'python', env_vars: { POOL_SIZE: '50', LIMIT: '90' } };
  const secret_vars = { kubeconfig: 'kubeconfig' };
  const tried = await call('run_script_and_wait', {
    workspace_name,
    ...script,
    secret_vars,
    runtime_var_overrides: { LIMIT: '80' },
  });
  screen.say(`${tried.outcome}: ${tried.outcome_reason} At ${tried.location}. ${tried.location_reason}`);
  screen.say(String(tried.stdout).trim());
  screen.table(tried.issues as Rows, ['severity', 'title', 'nextSteps']);
  expectEqual(tried.outcome, 'issues');

  screen.step('Commit it as an SLX, with an SLI');
  const committed = await call('commit_slx', {
    workspace_name,
    slx_name: NEW_SLX,
    alias: 'Payments pool headroom',
    statement: 'The payments connection pool should have headroom.',
    ...script,
    secret_vars,
    sli_script: SLI,
    access: 'read-only',
  });
  screen.say(
    `${committed.status}: ${committed.committed_types}, SLX ${committed.slx_id} at ${committed.location}`,
  );

  screen.step('Run what was committed, and find its issue in the workspace');
  const run = await call('run_slx', { workspace_name, slx_name: NEW_SLX });
  screen.say(`${run.outcome}: ${run.outcome_reason}`);
  const issues = await call('get_workspace_issues', { workspace_name, search: 'payments pool' });
  const own = (issues.results as Rows).filter(({ slxName }) => String(slxName).endsWith(`--${NEW_SLX}`));
  screen.table(own, ['id', 'severity', 'title', 'slxName']);
  expect(own[0], 'the issue of the committed check');

  screen.step('Remove it again');
  const asked = await call('delete_slx', { workspace_name, slx_name: NEW_SLX });
  const { act, details } = asked.preview as { act: string; details: string[] };
  screen.say(`${asked.status}: ${[act, ...details].join('; ')}`);
  const deleted = await call('delete_slx', { workspace_name, slx_name: NEW_SLX, confirm: asked.confirm });
  expectEqual(deleted.status, 'deleted');
  screen.say(`${deleted.status}: ${deleted.slx_name}`);
}

function expect<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There should have been ${what}.`);
  return value;
}

function expectEqual(found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`Expected ${expected}, and it was ${found}.`);
}
