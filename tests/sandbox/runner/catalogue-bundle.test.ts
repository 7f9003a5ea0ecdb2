// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import type { RunSpec } from '../../../src/sandbox/runner/run.ts';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';
import { lines } from './runs.ts';

function runBundle(spec: Partial<RunSpec>) {
  return runScript({
    kind: 'task',
    repoUrl: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
    pathToRobot: 'codebundles/curl-http-ok/runbook.robot',
    config: { URL: 'https://shop.example' },
    secretKeys: {},
    readSecret: (key) => (key === 'token' ? 'value' : undefined),
    ...spec,
  });
}

describe('a bundle that the sandbox has no code for', () => {
  test('is skipped, and says that nothing was examined', async () => {
    const outcome = await runBundle({});
    expect(outcome.passedTitles).toEqual([]);
    expect(outcome.skippedTitles).toEqual(['Check HTTP URL Availability and Timeliness for `${URL}`']);
    expect(outcome.issues).toEqual([]);
    expect(lines(outcome.artifacts.report)[0]?.obj).toContain(
      'does not have the code of codebundles/curl-http-ok/runbook.robot',
    );
    expect(outcome.artifacts.stdout).toContain('| SKIP |');
  });

  test('a required variable that is missing is a setup failure', async () => {
    const outcome = await runBundle({ config: {} });
    expect(outcome.errors).toEqual(['Required variables are not set: URL.']);
    expect(outcome.failedTitles).toHaveLength(1);
  });

  test('a secret that cannot be read is a setup failure', async () => {
    const outcome = await runBundle({ secretKeys: { TOKEN: 'gone' } });
    expect(outcome.errors[0]).toContain("nothing under 'gone'");
  });

  test('a secret that can be read is enough', async () => {
    expect((await runBundle({ secretKeys: { TOKEN: 'token' } })).skippedTitles).toHaveLength(1);
  });

  test('its SLI pushes no metric', async () => {
    const outcome = await runBundle({ kind: 'sli', pathToRobot: 'codebundles/curl-http-ok/sli.robot' });
    expect(outcome.metric).toBeNull();
    expect(outcome.skippedTitles).toEqual(['Score Endpoint Health for `${URL}`']);
  });
});

describe('an address', () => {
  test.each([
    ['a bundle that no collection has', { pathToRobot: 'codebundles/unheard-of/runbook.robot' }],
    ['a robot file that the bundle does not have', { pathToRobot: 'codebundles/curl-http-ok/tasks.robot' }],
    ['no robot file', { pathToRobot: 'codebundles/curl-http-ok' }],
    ['nothing', { pathToRobot: '' }],
    ['a metric where a task is run', { pathToRobot: 'codebundles/curl-http-ok/sli.robot' }],
    ['a bundle without tasks', { pathToRobot: 'codebundles/cron-scheduler-sli/runbook.robot' }],
    ['another directory of that name', { pathToRobot: 'old/codebundles/curl-http-ok/runbook.robot' }],
    ['a longer name', { pathToRobot: 'codebundles/tool-builder-2/runbook.robot' }],
    ['another collection', { repoUrl: 'https://github.com/runwhen-contrib/rw-public-codecollection' }],
  ])('of %s fails as at the platform: nothing is found to execute', async (_, spec) => {
    const outcome = await runBundle(spec);
    expect([...outcome.passedTitles, ...outcome.skippedTitles]).toEqual([]);
    expect(outcome.errors).toEqual([
      expect.stringContaining('failed: File or directory to execute does not exist.'),
    ]);
    expect(outcome.artifacts.log).toContain('Parent suite setup failed:');
  });

  test('of an unknown repository fails, for it cannot be cloned', async () => {
    const { passedTitles, errors } = await runBundle({ repoUrl: 'https://github.com/acme/bundles' });
    expect(passedTitles).toEqual([]);
    expect(errors[0]).toContain('https://github.com/acme/bundles could not be cloned');
  });

  test.each([
    'https://github.com/runwhen-contrib/rw-cli-codecollection.git',
    'https://github.com/RunWhen-Contrib/rw-cli-codecollection/',
    undefined,
    null,
  ])('in the repository %s is found', async (repoUrl) => {
    expect((await runBundle({ repoUrl })).skippedTitles).toHaveLength(1);
    const pathToRobot = './codebundles/curl-http-ok/runbook.robot';
    expect((await runBundle({ repoUrl, pathToRobot })).skippedTitles).toHaveLength(1);
  });
});
