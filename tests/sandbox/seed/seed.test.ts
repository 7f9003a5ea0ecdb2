import { describe, expect, test } from 'vitest';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';
import { categorizationKey } from '../../../src/sandbox/runs/record-issues.ts';
import { createWorld } from '../../../src/sandbox/state/create-world.ts';

const world = createWorld();
const slxs = [...world.workspaces.values()].flatMap((workspace) =>
  [...workspace.slxs.values()].map((slx) => ({
    workspace,
    slx,
    name: `${workspace.name}--${slx.shortName}`,
  })),
);

function specOf({ workspace, slx }: (typeof slxs)[number], part: 'runbook' | 'sli') {
  const binding = slx[part];
  if (!binding) throw new Error(`${slx.shortName} has no ${part}`);
  return {
    kind: part === 'sli' ? ('sli' as const) : ('task' as const),
    pathToRobot: binding.codeBundlePath ?? '',
    config: Object.fromEntries(binding.configProvided.map(({ name, value }) => [name, value])),
    secretKeys: Object.fromEntries(
      binding.secretsProvided.map((secret) => [secret.name, secret.workspaceKey]),
    ),
    readSecret: (key: string) => workspace.secrets.get(key),
    runtimeVars: Object.fromEntries((slx.runbook?.runtimeVarsProvided ?? []).map((v) => [v.name, v.default])),
  };
}

describe('the seeded world', () => {
  test('has two dozen SLXs over the four platforms', () => {
    const platforms = slxs.map(({ slx }) => slx.tags.find((tag) => tag.name === 'platform')?.value);
    expect(slxs.length).toBeGreaterThanOrEqual(24);
    expect(new Set(platforms)).toEqual(new Set(['kubernetes', 'aws', 'azure', 'gcp', 'runwhen']));
  });

  test('has open issues of all four severities in its first workspace', () => {
    const [first] = world.workspaces.values();
    const open = [...(first?.issues.values() ?? [])].filter((issue) => issue.openSince);
    expect(new Set(open.map((issue) => issue.severity))).toEqual(new Set([1, 2, 3, 4]));
  });

  test.each(slxs)('$name reports its open issues, word for word, when its script runs', async (entry) => {
    const outcome = await runScript(specOf(entry, 'runbook'));
    const open = [...entry.workspace.issues.values()].filter(
      (issue) => issue.slxShortName === entry.slx.shortName && issue.openSince,
    );
    const reported = outcome.issues.map(({ title, severity, details, nextSteps }) => ({
      title,
      severity,
      details,
      nextSteps,
    }));
    expect(reported).toEqual(
      open.map(({ title, severity, occurrences }) => ({
        title,
        severity,
        details: occurrences[0]?.details,
        nextSteps: occurrences[0]?.nextSteps,
      })),
    );
    expect(reported.map(({ title }) => categorizationKey(entry.slx.shortName, title))).toEqual(
      open.map((issue) => issue.categorizationKey),
    );
  });

  test.each(slxs.filter(({ slx }) => slx.sli))(
    '$name measures its last value when its SLI runs',
    async (entry) => {
      const outcome = await runScript(specOf(entry, 'sli'));
      expect(outcome.metric).toBe(entry.slx.sli?.lastValue);
    },
  );
});
