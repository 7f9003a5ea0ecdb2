import { describe, expect, test } from 'vitest';
import type { Act } from '../../../src/sandbox/rules/incident.ts';
import type { RunSpec } from '../../../src/sandbox/runner/run.ts';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';
import { clusterOf } from '../../../src/sandbox/runs/cluster.ts';
import { react } from '../../../src/sandbox/runs/react.ts';
import { createWorld } from '../../../src/sandbox/state/create-world.ts';

/** A world of its own, and a bundle run on it as the runner does. */
function bench(workspaceName = 'checkout-prod') {
  const world = createWorld({ executeScripts: false });
  const workspace = world.workspaces.get(workspaceName)!;
  const acts: Act[] = [];
  const cluster = clusterOf(workspace, (act) => {
    acts.push(act);
    react(world, workspace, act);
  });
  const run = (bundle: string, spec: Partial<RunSpec> = {}) =>
    runScript({
      kind: 'task',
      repoUrl: 'https://github.com/runwhen-contrib/rw-cli-codecollection',
      pathToRobot: `codebundles/${bundle}/${spec.kind === 'sli' ? 'sli' : 'runbook'}.robot`,
      secretKeys: {},
      readSecret: () => undefined,
      cluster,
      ...spec,
      config: {
        CONTEXT: 'prod-eu-1',
        NAMESPACE: 'checkout',
        DEPLOYMENT_NAME: 'payments-api',
        ...spec.config,
      },
    });
  return { run, acts };
}

const HEALTH = 'k8s-namespace-healthcheck';
const OPS = 'k8s-deployment-ops';
const titles = ({ issues }: Awaited<ReturnType<typeof runScript>>) => issues.map(({ title }) => title);
const ROLL_BACK = ['Roll Back Deployment `${DEPLOYMENT_NAME}`'];
const SCALE_UP = ['Scale Up Deployment `${DEPLOYMENT_NAME}`'];

describe('a bundle that the sandbox executes', () => {
  test('finds in a namespace what the checks there find', async () => {
    const { run } = bench();
    const outcome = await run(HEALTH);
    expect(outcome.passedTitles).toHaveLength(5);
    expect(titles(outcome)).toEqual([
      '148 warning events in namespace checkout',
      '4 pods keep restarting in namespace checkout',
      '4 pods are not ready in namespace checkout',
    ]);
    expect((await run(HEALTH, { kind: 'sli' })).metric).toBe(0.5556);
  });

  test('sees the cause mended, and what is left then', async () => {
    const { run, acts } = bench();
    const outcome = await run(OPS, { taskTitles: ROLL_BACK });
    expect(outcome.passedTitles).toEqual(ROLL_BACK);
    expect(acts).toEqual([{ act: 'roll-back', deployment: 'payments-api', factor: 2 }]);
    expect(titles(await run(HEALTH))).toEqual(['2 warning events in namespace checkout']);
    expect((await run(HEALTH, { kind: 'sli' })).metric).toBe(1);
  });

  test('does what it is told, also what makes it worse: all tasks of it, or the wrong deployment', async () => {
    const more = bench();
    await more.run(OPS, { taskTitles: SCALE_UP });
    await more.run(OPS, { taskTitles: ROLL_BACK });
    expect(titles(await more.run(HEALTH))).toHaveLength(3);
    const wrong = bench();
    await wrong.run(OPS, { taskTitles: ROLL_BACK, config: { DEPLOYMENT_NAME: 'checkout-api' } });
    expect(titles(await wrong.run(HEALTH))).toHaveLength(3);
    const all = bench();
    await all.run(OPS);
    expect(all.acts.map(({ act }) => act)).toEqual(['restart', 'scale-up', 'roll-back']);
  });

  test('in staging changes nothing of production', async () => {
    const staging = bench('pay-core-7');
    const place = { CONTEXT: 'aks-pay-staging', NAMESPACE: 'payments', DEPLOYMENT_NAME: 'ledger' };
    expect((await staging.run(OPS, { taskTitles: ROLL_BACK, config: place })).errors).toEqual([]);
    expect(titles(await staging.run(HEALTH, { config: place }))).toEqual([
      '1 pods keep restarting in namespace payments',
    ]);
    expect((await staging.run(HEALTH)).errors).toEqual(['error: context "prod-eu-1" does not exist']);
  });

  test.each([
    [HEALTH, { CONTEXT: 'prod-eu' }, 'context "prod-eu" does not exist'],
    [HEALTH, { NAMESPACE: 'chekout' }, 'namespaces "chekout" not found'],
    [HEALTH, { NAMESPACE: '' }, 'Required variables are not set: NAMESPACE.'],
    [OPS, { DEPLOYMENT_NAME: 'payment-api' }, 'deployments.apps "payment-api" not found'],
  ])('%s with %j fails, and says why', async (bundle, config, reason) => {
    const { run, acts } = bench();
    const outcome = await run(bundle, { config });
    expect(outcome.passedTitles).toEqual([]);
    expect(outcome.errors[0]).toContain(reason);
    expect(acts).toEqual([]);
  });

  test('is skipped where there is no cluster, and so are bundles whose code is not there', async () => {
    const { run } = bench();
    expect((await run('k8s-deployment-healthcheck')).skippedTitles).not.toEqual([]);
    const alone = await runScript({
      kind: 'task',
      pathToRobot: `codebundles/${HEALTH}/runbook.robot`,
      config: { CONTEXT: 'prod-eu-1', NAMESPACE: 'checkout' },
      secretKeys: {},
      readSecret: () => undefined,
    });
    expect(alone.skippedTitles).toHaveLength(5);
  });
});
