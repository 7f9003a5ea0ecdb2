import { describe, expect, it } from 'vitest';
import { renderCodecollectionSkill } from '../../../src/tools/codecollections/render-codecollection-skill.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { toolBench } from '../tool-caller.ts';
import { COMMIT, TASK, writesOf } from './commits.ts';

type Fields = Record<string, unknown>;

/** What was sent to save something, with the notes of the reply. */
async function saidAndSent(fields: Fields): Promise<string> {
  const bench = await toolBench();
  const reply = await bench.call(commitSlx, { ...COMMIT, ...fields });
  expect(writesOf(bench)).not.toEqual([]);
  const bodies = bench.sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  return JSON.stringify([bodies, reply.notes ?? [], reply.secret_resolution_notes ?? []]);
}

describe('a blank text given to commit_slx', () => {
  it.each(['cron_schedule', 'resource_path', 'task_title', 'location', 'codebundle_ref'])(
    '%s is as if it were not given',
    async (name) => {
      const bench = await toolBench();
      const reply = await bench.call(commitSlx, { ...COMMIT, [name]: ' ' });
      expect(reply.notes).toEqual([expect.stringContaining(`${name} is blank`)]);
      expect(reply.committed_types).toBe('task');
      const plain = await toolBench();
      await plain.call(commitSlx, COMMIT);
      expect(writesOf(bench)).toEqual(writesOf(plain));
      const bodies = (one: typeof bench) =>
        one.sandbox.requests.filter(({ path }) => path.endsWith('sync-typed')).map(({ body }) => body);
      expect(bodies(bench)).toEqual(bodies(plain));
    },
  );

  it.each(['image_url', 'codebundle_repo_url'])('%s is no address, and that is said', async (name) => {
    const note = JSON.stringify(`Counted as left out: ${name}=" ".`);
    expect(await saidAndSent({ [name]: ' ' })).toBe(
      (await saidAndSent({})).replace('],[],[]]', `],[${note}],[]]`),
    );
  });

  it('blank levels of the hierarchy are named', async () => {
    expect(await saidAndSent({ hierarchy: [' ', 'access'] })).toContain('Counted as left out: hierarchy[0]');
  });
});

describe('an SLI script beside one that is the SLI', () => {
  const script = 'def main():\n    return 0.5\n';

  it.each([
    ['sli_script', script],
    ['sli_script_base64', Buffer.from(script).toString('base64')],
  ])('%s is named as not used', async (name, value) => {
    const said = await saidAndSent({
      task_type: 'sli',
      script: 'def main():\n    return 1.0\n',
      [name]: value,
    });
    expect(said).toContain(`${name} is not used: task_type is sli, so script is the SLI.`);
    expect(said).not.toContain(Buffer.from(script).toString('base64'));
  });

  it('is used beside a task', async () => {
    const said = await saidAndSent({ sli_script: script });
    expect(said).not.toContain('is not used');
    expect(said).toContain(Buffer.from(script).toString('base64'));
  });
});

describe('a blank text given to render_codecollection_skill', () => {
  it('is named', async () => {
    const bench = await toolBench();
    const reply = await bench.call(renderCodecollectionSkill, {
      bundle_name: 'ledger-lag',
      base_name: 'ldgr-lag',
      alias: 'Ledger lag',
      statement: 'The ledger should be at most 30 s behind.',
      platform: 'runwhen',
      resource_types: ['workspace'],
      script: TASK,
      hierarchy: [''],
      task_title: '',
    });
    expect(reply.notes).toEqual(
      expect.arrayContaining([
        'task_title is blank and counts as not given.',
        'Counted as left out: hierarchy[0]="".',
      ]),
    );
  });
});
