import { describe, expect, test } from 'vitest';
import { withMark } from '../../../src/run-outcome/completion-mark.ts';
import { getRunOutput } from '../../../src/tools/scripts/get-run-output.ts';
import { runScriptAndWait } from '../../../src/tools/scripts/run-script-and-wait.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { reportOf } from '../../run-outcome/evidence.ts';
import { bodyOf, fastBench } from './fast-bench.ts';

const workspace_name = 'checkout-prod';
const SCRIPT = 'main() {\n  echo "[]" >&3\n}\n';
const MARK = 'runwhen-mcp';
const args = { workspace_name, script: SCRIPT, interpreter: 'bash', location: 'public-runner-eu' };

describe('the completion mark of a test run', () => {
  test('is sent, tells that main came back, and shows nowhere', async () => {
    const bench = await fastBench();
    const result = await bench.call(runScriptAndWait, args);
    expect(bodyOf(bench, 'POST', /\/author\/run$/).command).toBe(withMark(SCRIPT, 'bash'));
    expect(result.outcome).toBe('healthy');
    expect(JSON.stringify(result)).not.toContain(MARK);
  });

  test('is not sent where that is asked for', async () => {
    const bench = await fastBench();
    const result = await bench.call(runScriptAndWait, { ...args, completion_marker: false });
    expect(bodyOf(bench, 'POST', /\/author\/run$/).command).toBe(SCRIPT);
    expect(result).not.toHaveProperty('notes');
  });

  test.each([
    ['would pass the size limit', SCRIPT, String(SCRIPT.length + 20), 'size limit'],
    ['would show', `set -x\n${SCRIPT}`, '65536', 'traces or changes the commands'],
  ])('is left off with a note where it %s', async (_, script, limit, note) => {
    const bench = await fastBench({ environment: { RUNWHEN_SCRIPT_HARD_MAX_BYTES: limit } });
    const result = await bench.call(runScriptAndWait, { ...args, script });
    expect(bodyOf(bench, 'POST', /\/author\/run$/).command).toBe(script);
    expect(result.notes).toEqual([expect.stringContaining(note)]);
  });

  test('never goes into a commit', async () => {
    const bench = await fastBench();
    await bench.call(commitSlx, {
      workspace_name,
      slx_name: 'queue-length',
      alias: 'Queue',
      statement: 'The queue should be short.',
      script: SCRIPT,
      interpreter: 'bash',
      task_title: 'Check the queue',
      location: 'public-runner-eu',
      access: 'read-only',
      data: 'config',
    });
    const { runbook } = bench.sandbox.world.workspaces.get(workspace_name)!.slxs.get('queue-length')!;
    const encoded = runbook!.configProvided.find(({ name }) => name === 'GEN_CMD')!.value;
    expect(Buffer.from(encoded, 'base64').toString()).toBe(SCRIPT);
  });

  test('is the last one, which is said, where the log does not show the script', async () => {
    const { sandbox, call } = await fastBench();
    const { users, workspaces, timestamp } = sandbox.world;
    const stderr = `\n[${MARK} 0123456789ab] main came back: status 0, result written\n`;
    workspaces.get(workspace_name)!.authorRuns.set('left', {
      runId: 'left',
      ownerEmail: users[0]!.email,
      status: 'SUCCEEDED',
      artifacts: { report: reportOf('', stderr), issues: '{}\n', log: '', stdout: '' },
      created: timestamp(),
    });
    const result = await call(getRunOutput, { workspace_name, run_id: 'left' });
    expect(result).toMatchObject({ outcome: 'healthy', stderr: '' });
    expect(result.notes).toEqual([expect.stringContaining('the last completion mark was used')]);
  });
});
