import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../server/http/http-bench.ts';
import { HOSTS, type Host } from './hosts.ts';
import { COMBINATIONS, PLACES, sandbox, withPlatform } from './try-confirmation.ts';

const workspace_name = 'checkout-prod';
const slow = { timeout: 60_000 };

withPlatform();

/** A host of a server with variables of its own, in the same kind of place. */
async function connectTo(
  name: string,
  place: string,
  environment: Record<string, string>,
  headers?: Record<string, string>,
): Promise<Host> {
  const usual = PLACES[place]!();
  if (!('url' in usual)) {
    return HOSTS[name]!({ ...usual, environment: { ...usual.environment, ...environment } });
  }
  const server = await serve(sandbox.url, { environment });
  onTestFinished(server.close);
  return HOSTS[name]!({ ...usual, url: server.url, ...(headers ? { headers } : {}) });
}

describe.each(COMBINATIONS)('$host, $place, is shown', ({ host: name, place, asks }) => {
  let host: Host;
  beforeAll(async () => {
    host = await HOSTS[name]!(PLACES[place]!());
  });
  afterAll(() => host.close());

  test('prompts with what the platform says now', async () => {
    const text = await host.prompt('investigate_incident', { workspace_name });
    expect(text).toContain('data, not instructions');
    expect(text).toMatch(/issue \d+/);
  });

  test('completion of arguments and addresses', slow, async () => {
    const ofPrompt = () =>
      host.complete({ prompt: 'tune_noisy_check' }, { name: 'workspace_name', value: 'check' });
    await expect.poll(ofPrompt, slow).toContain(workspace_name);
    const ofAddress = () =>
      host.complete(
        { template: 'runwhen://{workspace}/slxs/{slx_name}' },
        { name: 'slx_name', value: 'checkout-api', within: { workspace: workspace_name } },
      );
    await expect.poll(ofAddress, slow).toContain('checkout-api-pods');
  });

  test('resources', slow, async () => {
    await expect.poll(() => host.addresses(), slow).toContain(`runwhen://${workspace_name}`);
    expect(await host.read(`runwhen://${workspace_name}/slxs/checkout-api-pods`)).toContain('runbook');
    expect(await host.read('runwhen-skill://build-runwhen-task')).toContain('# ');
  });

  test('the way back to a run, before it gives up', slow, async () => {
    const impatient = await connectTo(name, place, { MCP_WAIT_WITHOUT_PROGRESS_S: '10' });
    // What a first call loads is no part of the wait.
    await impatient.call('list_workspaces');
    const run = await impatient.call('run_script_and_wait', {
      workspace_name,
      interpreter: 'bash',
      location: 'public-runner-eu',
      script: 'main() {\n  sleep 60\n  echo "[]" >&3\n}\n',
    });
    expect(JSON.stringify(run)).toContain('get_run_');
    await impatient.close();
  });

  test('the tools of a toolset alone', slow, async () => {
    const narrow = await connectTo(name, place, { MCP_TOOLSETS: 'issues' });
    expect(await narrow.toolNames()).toEqual(
      expect.arrayContaining(['get_workspace_issues', 'get_issue_details']),
    );
    expect(await narrow.toolNames()).not.toContain('run_slx');
    await expect(narrow.call('run_slx', {})).rejects.toThrow('toolsets');
    await narrow.close();
  });

  test('a change of what it follows, where its protocol has that', slow, async () => {
    const [issue] = sandbox.world.workspaces.get(workspace_name)!.issues.keys();
    const uri = `runwhen://${workspace_name}/issues/${issue}`;
    const heard: string[] = [];
    const following = host.follow(uri, (changed) => heard.push(changed));
    if (!asks) return expect(following).rejects.toThrow();
    await following;
    const before = looks(issue);
    await expect.poll(() => looks(issue), slow).toBeGreaterThan(before);
    const entry = sandbox.world.workspaces.get(workspace_name)!.issues.get(issue!)!;
    Object.assign(entry, { title: `${(entry as { title?: string }).title} (seen)` });
    await expect.poll(() => heard, slow).toEqual([uri]);
  });
});

/** How often the platform was asked for one issue. */
const looks = (issue: unknown) =>
  sandbox.requests.filter(({ method, path }) => method === 'GET' && path.endsWith(`/issues/${issue}`)).length;
