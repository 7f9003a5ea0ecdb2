// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import type { RunSpec } from '../../../src/sandbox/runner/run.ts';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';
import { lines } from './runs.ts';

function runBundle(spec: Partial<RunSpec>) {
  return runScript({
    kind: 'task',
    pathToRobot: 'codebundles/curl-http-ok/runbook.robot',
    config: { URL: 'https://shop.example' },
    secretKeys: {},
    readSecret: (key) => (key === 'token' ? 'value' : undefined),
    ...spec,
  });
}

describe('a bundle that the sandbox has no code for', () => {
  test('it passes without issues and says that nothing was examined', async () => {
    const outcome = await runBundle({});
    expect(outcome.passedTitles).toEqual(['Check HTTP URL Availability and Timeliness for `${URL}`']);
    expect(outcome.issues).toEqual([]);
    expect(lines(outcome.artifacts.report)[0]?.obj).toContain(
      'no code for codebundles/curl-http-ok/runbook.robot',
    );
    expect(lines(outcome.artifacts.report)[0]?.obj).toContain('examined nothing');
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
    expect((await runBundle({ secretKeys: { TOKEN: 'token' } })).passedTitles).toHaveLength(1);
  });

  test('its SLI pushes no metric', async () => {
    const outcome = await runBundle({ kind: 'sli', pathToRobot: 'codebundles/curl-http-ok/sli.robot' });
    expect(outcome.metric).toBeNull();
    expect(outcome.passedTitles).toEqual(['Score Endpoint Health for `${URL}`']);
  });

  test('a bundle that the catalogue does not list passes under its own name, and says that nothing was checked', async () => {
    const outcome = await runBundle({ pathToRobot: 'codebundles/unheard-of/runbook.robot' });
    expect(outcome.passedTitles).toEqual(['unheard-of']);
    expect(lines(outcome.artifacts.report)[0]?.obj).toContain('does not list the bundle');
  });
});
