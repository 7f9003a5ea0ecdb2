import { describe, expect, it, test } from 'vitest';
import { renderCodecollectionSkill } from '../../../src/tools/codecollections/render-codecollection-skill.ts';
import { commitSlx } from '../../../src/tools/slxs/commit-slx.ts';
import { toolBench } from '../tool-caller.ts';
import { BASH_TASK, COMMIT, SLI, TASK, writesOf } from './commits.ts';

type Fields = Record<string, unknown>;

const PACKED = Buffer.from(TASK).toString('base64');
const SLI_PACKED = Buffer.from(SLI).toString('base64');
const BESIDE_SLI = { sli_script: SLI };

/** For each parameter: a value unlike its default, with what else it needs, and what shows it in a request or a note. */
const SAMPLES: Record<string, [fields: Fields, shown: string]> = {
  workspace_name: [{ workspace_name: 'pay-core-7' }, 'pay-core-7--ledger-lag'],
  slx_name: [{ slx_name: 'ledger-age' }, 'checkout-prod--ledger-age'],
  alias: [{ alias: 'Age of the ledger' }, 'Age of the ledger'],
  statement: [{ statement: 'It should be young.' }, 'It should be young.'],
  access: [{ access: 'read-only' }, 'read-only'],
  data: [{ data: 'config' }, '"config"'],
  tags: [{ tags: [{ name: 'tier', value: 'gold' }] }, 'gold'],
  resource_path: [{ resource_path: 'ledger/replicas' }, 'custom/ledger/replicas'],
  hierarchy: [{ hierarchy: ['tier'] }, '"hierarchy":["tier"]'],
  owners: [{ owners: ['ops@example.com'] }, 'ops@example.com'],
  image_url: [{ image_url: 'https://icons.example/a.svg' }, 'https://icons.example/a.svg'],
  script: [{ script: TASK }, PACKED],
  script_base64: [{ script: undefined, script_base64: PACKED }, PACKED],
  interpreter: [{ script: BASH_TASK, interpreter: 'bash' }, '"bash"'],
  task_type: [{ task_type: 'sli', script: SLI }, SLI_PACKED],
  task_title: [{ task_title: 'Look at the ledger' }, 'Look at the ledger'],
  location: [{ location: 'public-us-east' }, 'public'],
  env_vars: [{ env_vars: { REGION: 'eu-7' } }, 'eu-7'],
  secret_vars: [{ secret_vars: { token: 'vault-key-7' } }, 'vault-key-7'],
  runtime_vars: [
    {
      runtime_vars: [
        {
          name: 'LIMIT',
          description: 'Seconds',
          default: '37',
          validation: { type: 'regex', pattern: '[0-9]+' },
        },
      ],
    },
    '"default":"37"',
  ],
  sli_script: [BESIDE_SLI, SLI_PACKED],
  sli_script_base64: [{ sli_script_base64: SLI_PACKED }, SLI_PACKED],
  sli_interpreter: [{ ...BESIDE_SLI, sli_interpreter: 'python' }, '"python"'],
  sli_interval_seconds: [{ ...BESIDE_SLI, sli_interval_seconds: 770 }, '770'],
  interval_seconds: [{ task_type: 'sli', script: SLI, interval_seconds: 771 }, '771'],
  cron_schedule: [{ cron_schedule: '7 */6 * * *' }, '7 */6 * * *'],
  codebundle_repo_url: [{ codebundle_repo_url: 'https://git.example/tools.git' }, 'git.example/tools'],
  codebundle_ref: [{ codebundle_ref: 'release-7' }, 'release-7'],
};
/** Tested elsewhere: files and the packed form of a script, and what sends nothing at all. */
const ELSEWHERE = /^(?:sli_)?script_(?:base64_path|gzip_base64|path)$|^dry_run$/;

const PUBLISHED = Object.keys(commitSlx.input.shape).filter((name) => !ELSEWHERE.test(name));

/** What was sent to save something, with the notes of the reply. */
async function saidAndSent(fields: Fields): Promise<string> {
  const bench = await toolBench();
  const reply = await bench.call(commitSlx, { ...COMMIT, ...fields });
  expect(writesOf(bench)).not.toEqual([]);
  const bodies = bench.sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  return JSON.stringify([bodies, reply.notes ?? [], reply.secret_resolution_notes ?? []]);
}

describe('what is given to commit_slx is sent, or a note says that it is not', () => {
  test('for each of its parameters', () => {
    const without = PUBLISHED.filter((name) => !(name in SAMPLES));
    expect(without, 'give the parameter a sample in this file').toEqual([]);
  });

  it.each(Object.entries(SAMPLES))('%s', async (_, [fields, shown]) => {
    expect(await saidAndSent(fields)).toContain(shown);
  });

  it.each(['cron_schedule', 'resource_path', 'task_title', 'location', 'codebundle_ref'])(
    'blank, %s is as if it were not given',
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

  it('blank levels of the hierarchy are named', async () => {
    expect(await saidAndSent({ hierarchy: [' ', 'access'] })).toContain(
      'hierarchy: blank entries are left out.',
    );
  });
});

describe('what is given to render_codecollection_skill', () => {
  it('is named where it is blank', async () => {
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
        'task_title is blank: it is taken as not given.',
        'hierarchy: blank entries are left out.',
      ]),
    );
  });
});
