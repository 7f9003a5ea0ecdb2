import { describe, expect, test } from 'vitest';
import { getRunSession } from '../../../src/tools/runs/get-run-session.ts';
import { type BenchOptions, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';

/** A bench, and the seeded session that was started by this source. */
async function withSession(source: string, options?: BenchOptions) {
  const bench = await toolBench(options);
  const sessions = [...bench.sandbox.world.workspaces.get(workspace_name)!.runSessions.values()];
  return { ...bench, session: sessions.find((session) => session.source === source)! };
}

describe('get_run_session', () => {
  test('tells what ran with its outcome, what started it, its alert and the names of its artifacts', async () => {
    const { call, session } = await withSession('sli_alert');
    const reply = await call(getRunSession, { workspace_name, session_id: session.id });
    expect(reply).toMatchObject({
      source: 'sli_alert',
      notes_of_session: session.notes,
      started_by: { people: ['eager-edgar@runwhen.example'] },
      alerts: [{ name: session.notes, provider: 'runwhen', received: session.created }],
    });
    expect(JSON.stringify(reply)).toContain('"outcome":"issues"');
    expect(reply.artifacts).toHaveLength(session.runRequests.length);
    expect(reply.artifacts[0].names).toContain('report.jsonl');
    expect(JSON.stringify(reply)).not.toContain('signature');
    expect(reply).not.toHaveProperty('output');
    expect(reply).not.toHaveProperty('summary');
  });

  test('shows the report, streams and log of the run that is named', async () => {
    const { call, session } = await withSession('sli_alert');
    const [run] = session.runRequests;
    const { output } = await call(getRunSession, {
      workspace_name,
      session_id: session.id,
      run_request_id: run!.id,
    });
    expect(output.run_request_id).toBe(run!.id);
    expect(output).toHaveProperty('log');
    expect(output.log.length).toBeLessThanOrEqual(4_001);
  });

  test('shows those of a single run without its name', async () => {
    const { call, session } = await withSession('webhook');
    const { output } = await call(getRunSession, { workspace_name, session_id: session.id });
    expect(output.run_request_id).toBe(session.runRequests[0]!.id);
  });

  test('has the summary of the platform’s model only on demand, and says who said it', async () => {
    const { call, session } = await withSession('search');
    const reply = await call(getRunSession, { workspace_name, session_id: session.id, summary: true });
    expect(reply.summary.by).toContain('language model');
    expect(reply.summary.summary).toContain(session.notes);
  });

  test.each(['alerts', 'summary'])('tells of %s in a note where the platform has none', async (part) => {
    const { call, session, sandbox } = await withSession('sli_alert');
    sandbox.faults.add({ path: new RegExp(`/${part}$`), status: 404 });
    const reply = await call(getRunSession, { workspace_name, session_id: session.id, summary: true });
    expect(reply.notes).toHaveLength(1);
    expect(reply).not.toHaveProperty(part);
    expect(JSON.stringify(reply)).toContain('"outcome"');
  });

  test('bounds what the model says and what a run printed', async () => {
    const { call, session, sandbox } = await withSession('webhook');
    const body = { summary: 'x'.repeat(200_000) };
    sandbox.faults.add({ path: /\/summary$/, status: 200, body });
    const reply = await call(getRunSession, { workspace_name, session_id: session.id, summary: true });
    expect(JSON.stringify(reply.summary).length).toBeLessThan(9_000);
  });

  test('refuses a run of another session, with those that it has', async () => {
    const { refusal, session } = await withSession('webhook');
    const error = await refusal(getRunSession, { workspace_name, session_id: session.id, run_request_id: 1 });
    expect(error).toMatchObject({
      code: 'invalid_arguments',
      detail: { runs: [session.runRequests[0]!.id] },
    });
  });

  test('says that there is no such session', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(getRunSession, { workspace_name, session_id: 999_999 });
    expect(error.code).toBe('not_found');
  });
});
