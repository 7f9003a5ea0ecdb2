import { DEBUG } from './scripts/shell.ts';
import type { SlxSeed } from './slx-seed.ts';

/** The SLX that every workspace has for trying scripts; its runbook tells which runner and ref are in use. */
export function debugSlx(workspaceName: string): SlxSeed {
  return {
    name: 'debugslx',
    alias: 'Debug SLX',
    statement: 'Scripts under development run here.',
    place: {
      path: `runwhen/${workspaceName}/debug`,
      tags: { platform: 'runwhen', resource_name: 'debug', resource_type: 'workspace' },
      hierarchy: ['platform', 'resource_name'],
    },
    task: { title: 'dev-test', script: DEBUG, env: {} },
  };
}
