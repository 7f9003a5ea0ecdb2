import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type SizeLimits } from '../../src/config/script-limits.ts';
import { ToolError } from '../../src/errors/tool-error.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';
import { type CommitRequest, checkCommitRequest } from '../../src/slx/commit-request.ts';
import { checkCommitScripts } from '../../src/slx/commit-scripts.ts';
import { areIdentical } from '../../src/slx/identical-scripts.ts';
import { refusalOf } from '../script-rules/refusal.ts';

const NOW = new Date('2026-01-01T00:00:30Z');
const request = (changes: Partial<CommitRequest> = {}): CommitRequest => ({
  slxName: 'pod-health',
  taskType: 'task',
  runtimeVars: [],
  envVars: {},
  secretVars: {},
  cronSchedule: undefined,
  sliSources: {},
  ...changes,
});
const TASK = 'def main():\n    return []\n';
const SLI = 'def main():\n    return 1.0\n';

interface Scripts {
  task?: string;
  sli?: string;
  limits?: SizeLimits;
  title?: string;
  envVars?: Record<string, string>;
  secretVars?: Record<string, string>;
}

async function checkScripts({
  task = TASK,
  sli,
  limits = DEFAULT_LIMITS,
  title = 'Check pods',
  envVars = {},
  secretVars = {},
}: Scripts) {
  const base = { interpreter: 'python', limits } as const;
  const main = await validateScript({ ...base, script: task, taskType: 'task' });
  const second =
    sli === undefined ? undefined : await validateScript({ ...base, script: sli, taskType: 'sli' });
  return checkCommitScripts({ main, sli: second, limits, taskTitle: title, envVars, secretVars });
}

async function refusal(scripts: Scripts): Promise<ToolError> {
  const thrown = await checkScripts(scripts).catch((error: unknown) => error);
  if (thrown instanceof ToolError) return thrown;
  throw new Error(`not refused: ${JSON.stringify(thrown)}`);
}

describe('§14 and §15 a commit’s request', () => {
  it('passes with a name alone', () => {
    expect(checkCommitRequest(request(), NOW)).toEqual({ runtimeVars: [], nextRuns: [] });
  });

  it('shows the next three times of its schedule', () => {
    expect(checkCommitRequest(request({ cronSchedule: '0 */6 * * *' }), NOW).nextRuns).toEqual([
      '2026-01-01T06:00:00.000Z',
      '2026-01-01T12:00:00.000Z',
      '2026-01-01T18:00:00.000Z',
    ]);
  });

  it.each(['* * * *', '61 * * * *', 'every day', '0 0 31 2 *'])(
    'is refused with the schedule %j',
    (cronSchedule) => {
      expect(refusalOf(() => checkCommitRequest(request({ cronSchedule }), NOW)).code).toBe('refused');
    },
  );

  it.each(['script', 'script_path', 'script_base64', 'script_gzip_base64', 'script_base64_path'])(
    'is refused with a schedule and sli_%s, before anything is read',
    (source) => {
      const bad = request({ cronSchedule: '0 * * * *', sliSources: { [source]: '/nowhere' } });
      const { message } = refusalOf(() => checkCommitRequest(bad, NOW));
      expect(message).toContain('cron_schedule');
      expect(message).toContain('SLI');
      expect(message).toContain('cannot be combined');
    },
  );

  it('is refused for its name first, then runtime variables, overlaps and schedule', () => {
    const variable = { name: 'A', description: '', default: '', validation: { type: 'enum', values: ['x'] } };
    const worst = request({
      slxName: 'Bad',
      runtimeVars: [{ name: 'A' }],
      envVars: { A: '1' },
      cronSchedule: 'bad',
    });
    const better = { ...worst, slxName: 'good' };
    const good = { ...better, runtimeVars: [variable] };
    const best = { ...good, envVars: {} };
    const fields = [worst, better, good, best].map(
      (one) => refusalOf(() => checkCommitRequest(one, NOW)).message,
    );
    expect(
      fields.map((message) => /name of an SLX|runtime_vars\[0\]|in env_vars|cron/.exec(message)?.[0]),
    ).toEqual(['name of an SLX', 'runtime_vars[0]', 'in env_vars', 'cron']);
  });
});

describe('§14 identical scripts', () => {
  it.each([
    ['the same', TASK, TASK],
    ['trailing blanks', TASK, TASK.replace(':\n', ':  \n')],
    ['line ends', TASK, TASK.replaceAll('\n', '\r\n')],
    ['a last line end', TASK, TASK.trimEnd()],
  ])('are those that differ in %s', (_, task, sli) => {
    expect(areIdentical(task, sli)).toBe(true);
  });

  it.each([
    ['bodies', TASK, SLI],
    ['indentation', 'a\n  b', 'a\n b'],
    ['an empty one', '', ''],
    ['a missing one', TASK, undefined],
  ])('are not those that differ in %s', (_, task, sli) => {
    expect(areIdentical(task, sli)).toBe(false);
  });
});

describe('§14 and §15 a commit’s scripts', () => {
  it('pass as task and SLI', async () => {
    expect(await checkScripts({ sli: SLI })).toEqual([]);
  });

  it('draw warnings over the soft limit, each and together', async () => {
    expect(await checkScripts({ sli: SLI, limits: { softBytes: 40, hardBytes: 10_000 } })).toHaveLength(1);
    expect(await checkScripts({ sli: SLI, limits: { softBytes: 10, hardBytes: 10_000 } })).toHaveLength(3);
  });

  it('are refused in their order', async () => {
    const bad = 'import azure\nmain()\n';
    const big = `import azure\n${TASK}`;
    const limits = { softBytes: 10, hardBytes: 50 };
    const messages = [
      await refusal({ task: bad, sli: bad, limits, title: '%{x}' }),
      await refusal({ task: bad, sli: SLI, limits, title: '%{x}' }),
      await refusal({ task: `${big}${'#'.repeat(60)}\n`, sli: SLI, limits, title: '%{x}' }),
      await refusal({ task: big, sli: SLI, limits, title: '%{x}' }),
      await refusal({ task: big, title: '%{x}', envVars: { A: '%{x}' } }),
      await refusal({ task: big, envVars: { A: '%{x}' } }),
      await refusal({ task: big }),
    ].map(({ message, hint }) => `${message} ${hint}`);
    expect(messages.map((message) => message.slice(0, 40))).toEqual([
      'Identical task and SLI script content. T',
      'The script does not fit the runner. 1 er',
      'Script too large for transport Script is',
      'Script too large for transport Together ',
      'task_title holds %{: the runner puts a b',
      'env_vars.A holds %{: the runner puts a b',
      'The script works with Azure, and secret_',
    ]);
  });

  it('say what the two contracts are where they are identical', async () => {
    const { message } = await refusal({ sli: TASK });
    expect(message).toMatch(/different contracts.*float/);
  });

  it('show their findings with lines where they are refused', async () => {
    const { detail } = await refusal({ task: 'x = 1\ndef main():\n    return 1\n' });
    expect(detail).toMatchObject({
      field: 'script',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'returns-wrong-type', line: 3 })]),
    });
  });

  it('that work with Azure need azure_credentials', async () => {
    const { message, detail } = await refusal({ sli: `from azure.identity import X\n${SLI}` });
    expect(message).toContain('azure_credentials');
    expect(detail).toEqual({ field: 'secret_vars', missing: 'azure_credentials' });
    for (const name of ['azure_credentials', 'azureCredentials']) {
      expect(
        await checkScripts({ task: `import azure\n${TASK}`, secretVars: { [name]: 'azure:sp@cli' } }),
      ).toEqual([]);
    }
  });
});
