import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOSTS, type Host, OVER_STDIO } from './hosts.ts';

const workspace_name = 'checkout-prod';

describe.each(Object.entries(HOSTS))('%s, over stdio', (name, connect) => {
  let host: Host;
  beforeAll(async () => {
    host = await connect(OVER_STDIO);
  });
  afterAll(() => host.close());

  test('settles on that revision', () => {
    expect(name).toContain(host.revision);
  });

  test('lists the tools', async () => {
    expect(await host.toolNames()).toEqual(
      expect.arrayContaining(['list_workspaces', 'get_workspace_issues', 'run_slx']),
    );
  });

  test('lists the workspaces', async () => {
    const workspaces = await host.call('list_workspaces');
    expect(JSON.stringify(workspaces)).toContain(workspace_name);
  });

  test('reads the issues of one', async () => {
    const { results } = await host.call('get_workspace_issues', { workspace_name, severity: 1 });
    expect(results.map(({ title }: { title: string }) => title)).toContain(
      'checkout-api pods are crash-looping in namespace checkout: 4 of 6',
    );
  });

  test('runs an SLX and gets what it found', async () => {
    const run = await host.call('run_slx', { workspace_name, slx_name: 'checkout-api-pods' });
    expect(run.issues[0].title).toContain('crash-looping');
  });
});
