import { describe, expect, test } from 'vitest';
import { type Act, after, BEGUN, observations } from '../../../src/sandbox/rules/incident.ts';

/** How the incident shows: full database, waiting requests, failing pods, dead letters. */
function seen(acts: Act[]) {
  const now = observations(acts.reduce(after, BEGUN));
  const pods: { ready: boolean; restarts: number }[] = JSON.parse(now['checkout-api-pods'].task.PODS);
  return {
    connections: Number(now['rds-payments-connections'].task.USED),
    waits: now['payments-api-db-pool'].task.LOG.includes('timed out'),
    failing: pods.filter(({ ready }) => !ready).length,
    restarts: Math.max(...pods.map(({ restarts }) => restarts)),
    deadLetters: Number(now['sqs-order-events-dlq'].task.WAITING),
  };
}

const pool = (poolSize: number): Act => ({ act: 'set-pool-size', poolSize });
const redrive: Act = { act: 'redrive-dead-letters' };
const deploy = (act: 'restart' | 'roll-back' | 'scale-up', deployment: string, factor = 2): Act => ({
  ...{ act, deployment, factor },
});

const BROKEN = { connections: 487, waits: true, failing: 4, restarts: 23, deadLetters: 37 };
const WELL = { connections: 247, waits: false, failing: 0, restarts: 0, deadLetters: 37 };

describe('the incident', () => {
  test.each<[string, Act[], Partial<typeof BROKEN>]>([
    ['as it begins', [], BROKEN],
    ['with the pool of the release before', [pool(20)], WELL],
    ['with the release rolled back', [deploy('roll-back', 'payments-api')], WELL],
    ['mended, and dead letters sent again', [pool(20), redrive], { ...WELL, deadLetters: 0 }],
    ['with dead letters sent again too soon', [redrive], { ...BROKEN, deadLetters: 41 }],
    ['with the symptom restarted', [deploy('restart', 'checkout-api')], { ...BROKEN, restarts: 25 }],
    ['with the wrong deployment rolled back', [deploy('roll-back', 'checkout-api')], BROKEN],
    [
      'with more pods, which open more connections',
      [deploy('scale-up', 'payments-api')],
      { ...BROKEN, connections: 500 },
    ],
    [
      'with more pods and then the right pool for fewer',
      [deploy('scale-up', 'payments-api'), pool(20)],
      BROKEN,
    ],
    ['with an even larger pool', [pool(99)], { ...BROKEN, connections: 500 }],
    ['with a pool that is too small', [pool(2)], { ...BROKEN, connections: 31 }],
    ['with the smallest pool that does', [pool(8)], { ...WELL, connections: 103 }],
    ['with the largest pool that does', [pool(38)], { ...WELL, connections: 463 }],
    ['mended after a restart', [deploy('restart', 'checkout-api'), pool(20)], WELL],
    ['mended and then broken again', [pool(20), pool(40)], BROKEN],
  ])('%s', (_, acts, expected) => {
    expect(seen(acts)).toEqual(expected);
  });

  test('leaves a known symptom when it is mended: the pod that cannot be scheduled', () => {
    const { EVENTS } = observations(after(BEGUN, pool(20)))['checkout-namespace-events'].task;
    expect(JSON.parse(EVENTS)).toEqual([expect.objectContaining({ reason: 'FailedScheduling' })]);
  });
});
