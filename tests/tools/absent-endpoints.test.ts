import { describe, expect, test } from 'vitest';
import { tools } from '../../src/tools/catalogue.ts';
import { type ToolBench, toolBench } from './tool-caller.ts';

const workspace_name = 'checkout-prod';
const toolOf = (name: string) => tools.find((tool) => tool.name === name)!;

/** Ids of things in the sandbox's world. */
function idsOf({ sandbox }: ToolBench) {
  const { issues, runSessions } = sandbox.world.workspaces.get(workspace_name)!;
  const open = [...issues.values()].find(({ openSince }) => openSince)!;
  return { issue: open.id, session: [...runSessions.keys()][0]! };
}

interface Endpoint {
  method: string;
  path: RegExp;
  tool: string;
  args?(ids: ReturnType<typeof idsOf>): Record<string, unknown>;
  /** What the answer still has where the platform does not have the endpoint; else the error's code. */
  kept: string[] | 'not_found';
}

const COMMAND = {
  name: 'standup',
  command_content: 'What is open?',
  sink_configs: [{ type: 'slack', mode: 'channel', target: '#sre' }],
  dry_run: true,
};

/** What the loop from an alarm to its end asks of the published API beside what every platform has. */
const ENDPOINTS: Endpoint[] = [
  {
    method: 'GET',
    path: /\/top-issue-resources$/,
    tool: 'get_workspace_overview',
    kept: ['open_issues', 'stats'],
  },
  {
    method: 'GET',
    path: /\/workspace-stats$/,
    tool: 'get_workspace_overview',
    kept: ['open_issues', 'index_health'],
  },
  { method: 'GET', path: /\/index-health$/, tool: 'get_workspace_overview', kept: ['open_issues', 'stats'] },
  {
    method: 'PATCH',
    path: /\/issues\/\d+\/close$/,
    tool: 'close_issue',
    args: ({ issue }) => ({ issue_ids: [issue] }),
    kept: 'not_found',
  },
  {
    method: 'PATCH',
    path: /\/issues\/\d+\/ignore$/,
    tool: 'ignore_issue',
    args: ({ issue }) => ({ issue_ids: [issue], until: '2d' }),
    kept: 'not_found',
  },
  ...['generate-summary', 'generate-next-steps'].map(
    (name): Endpoint => ({
      method: 'POST',
      path: new RegExp(`/issues/\\d+/${name}$`),
      tool: 'get_issue_details',
      args: ({ issue }) => ({ issue_id: issue, generate: ['summary', 'next_steps'] }),
      kept: ['title', 'generated'],
    }),
  ),
  {
    method: 'GET',
    path: /\/slxs\/checkout-api-pods\/metrics$/,
    tool: 'get_slx_metrics',
    args: () => ({ slx_name: 'checkout-api-pods' }),
    kept: ['slx_name', 'alias'],
  },
  ...['alerts', 'summary'].map(
    (name): Endpoint => ({
      method: 'GET',
      path: new RegExp(`/runsessions/\\d+/${name}$`),
      tool: 'get_run_session',
      args: ({ session }) => ({ session_id: session, summary: true }),
      kept: ['runRequests'],
    }),
  ),
  {
    method: 'GET',
    path: /\/runsessions\/search\/sources$/,
    tool: 'get_run_sessions',
    args: () => ({ source: 'direct' }),
    kept: ['results', 'count'],
  },
  {
    method: 'POST',
    path: /\/runsessions\/search$/,
    tool: 'get_run_sessions',
    args: () => ({ source: 'direct' }),
    kept: ['results', 'count'],
  },
  { method: 'GET', path: /\/entities$/, tool: 'list_workspace_resources', kept: ['results', 'count'] },
  {
    method: 'POST',
    path: /\/chat-config\/dry-run$/,
    tool: 'create_chat_command',
    args: () => COMMAND,
    kept: ['would_create'],
  },
  {
    method: 'GET',
    path: /\/sink-suggestions\/slack$/,
    tool: 'create_chat_command',
    args: () => COMMAND,
    kept: ['would_create', 'run'],
  },
  {
    method: 'GET',
    path: /\/vector\/search\/codebundles$/,
    tool: 'search_registry',
    args: () => ({ search: 'pods' }),
    kept: ['results'],
  },
];

describe.each(ENDPOINTS)('$method $path', ({ method, path, tool, args, kept }) => {
  const given = (bench: ToolBench) => ({
    ...(tool === 'search_registry' ? {} : { workspace_name }),
    ...args?.(idsOf(bench)),
  });

  test(`is asked by ${tool}`, async () => {
    const bench = await toolBench();
    await bench.call(toolOf(tool), given(bench));
    const asked = bench.sandbox.requests.filter((one) => one.method === method && path.test(one.path));
    expect(asked.length).toBeGreaterThan(0);
  });

  test('where the platform does not have it, is told, and breaks nothing else', async () => {
    const bench = await toolBench();
    bench.sandbox.faults.add({ method, path, status: 404, body: { detail: 'Not Found' } });
    if (kept === 'not_found') {
      expect((await bench.refusal(toolOf(tool), given(bench))).code).toBe('not_found');
      return;
    }
    const answer = await bench.call(toolOf(tool), given(bench));
    for (const part of kept) expect(answer).toHaveProperty(part);
    expect(answer).toHaveProperty('notes');
  });
});
