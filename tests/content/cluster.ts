import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from './documents.ts';

export interface Pod {
  name: string;
  phase: 'Running' | 'Pending' | 'Succeeded';
  ready: boolean;
  waiting?: string;
  restarts?: number;
}

/** A cluster that a script reaches through the stand-in for kubectl; gone when the test is over. */
export interface Cluster {
  /** Environment of the script. */
  env: Record<string, string>;
  /** Each call of kubectl, with the KUBECONFIG that it saw. */
  calls(): string[];
}

export function clusterOf(pods: readonly Pod[]): Cluster {
  return cluster({
    'pods.json': JSON.stringify({ items: pods.map(asObject) }),
    'pods.task': pods.map(taskLine).join(''),
    'pods.sli': pods.map(({ phase, ready }) => `${phase}|${truth(ready)}\n`).join(''),
  });
}

/** A cluster whose API refuses every call. */
export function refusingCluster(message: string): Cluster {
  return cluster({ error: `warming up\n${message}\n` });
}

function cluster(files: Record<string, string>): Cluster {
  const folder = mkdtempSync(join(tmpdir(), 'pods-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return {
    env: { PATH: join(ROOT, 'tests/content/fixtures'), PODS: folder },
    calls: () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
  };
}

const truth = (value: boolean) => (value ? 'True' : 'False');

function taskLine({ name, phase, ready, waiting = '', restarts = 0 }: Pod): string {
  return `${name}|${phase}|${truth(ready)}|${waiting}|${restarts}\n`;
}

function asObject({ name, phase, ready, waiting, restarts = 0 }: Pod): object {
  const state = waiting ? { waiting: { reason: waiting } } : { running: {} };
  return {
    metadata: { name },
    status: {
      phase,
      conditions: [{ type: 'Ready', status: truth(ready) }],
      containerStatuses: [{ restartCount: restarts, state }],
    },
  };
}
