import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { HOSTS, type Host } from '../../hosts/hosts.ts';
import { type HttpBench, serve } from './http-bench.ts';

const workspace_name = 'checkout-prod';

let sandbox: Sandbox;
let bench: HttpBench;
beforeAll(async () => {
  sandbox = await startSandbox();
  bench = await serve(sandbox.url);
});
afterAll(async () => {
  await bench.close();
  await sandbox.close();
});

describe.each(Object.entries(HOSTS))('%s, over HTTP', (name, connect) => {
  let host: Host;
  beforeAll(async () => {
    host = await connect({ url: bench.url, token: sandbox.token });
  });
  afterAll(() => host.close());

  test('settles on that revision', () => {
    expect(name).toContain(host.revision);
  });

  test('lists the workspaces of the caller', async () => {
    expect(JSON.stringify(await host.call('list_workspaces'))).toContain(workspace_name);
  });

  test('asks the assistant', async () => {
    const answer = await host.call('workspace_chat', { workspace_name, message: 'Why does checkout fail?' });
    expect(JSON.stringify(answer)).toContain('checkout');
  });

  test('reads the issues and the details of the first', async () => {
    const { results } = await host.call('get_workspace_issues', { workspace_name, severity: 1 });
    const details = await host.call('get_issue_details', { workspace_name, issue_id: results[0].id });
    expect(JSON.stringify(details)).toContain(results[0].title);
  });

  test('runs an SLX and gets what it found', async () => {
    const run = await host.call('run_slx', { workspace_name, slx_name: 'checkout-api-pods' });
    expect(run.issues[0].title).toContain('crash-looping');
  });
});
