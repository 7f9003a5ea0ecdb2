import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { findTool } from '../../src/server/find-tool.ts';
import { instructions } from '../../src/server/instructions.ts';
import { listTools, offered } from '../../src/server/tool-list.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { runProgram } from '../e2e/program.ts';
import { authorized, httpBench, lastMessage, post, toolCall } from './http/http-bench.ts';

const configOf = (environment: Record<string, string>) =>
  loadConfig({ environment: { RW_API_URL: 'http://127.0.0.1:9', ...environment }, workingDirectory: '/' });
const namesOf = (environment: Record<string, string>) =>
  listTools(configOf(environment)).map(({ name }) => name);

describe('the choice of tools', () => {
  test('is all of them where nothing is chosen', () => {
    expect(namesOf({})).toHaveLength(tools.length);
  });

  test('is those of the toolsets in MCP_TOOLSETS and those in MCP_TOOLS together', () => {
    const names = namesOf({ MCP_TOOLSETS: 'issues, Context', MCP_TOOLS: 'run_slx' });
    expect(names).toEqual(
      expect.arrayContaining(['get_workspace_issues', 'get_workspace_context', 'run_slx']),
    );
    expect(names).not.toContain('commit_slx');
  });

  test('is only the tools of MCP_TOOLS where no toolset is named', () => {
    expect(namesOf({ MCP_TOOLS: 'run_slx,list_workspaces' })).toEqual(['list_workspaces', 'run_slx']);
  });

  test('never has what MCP_EXCLUDE_TOOLS names, nor what changes things where the server is read-only', () => {
    const chosen = { MCP_TOOLSETS: 'author', MCP_TOOLS: 'delete_slx' };
    expect(namesOf({ ...chosen, MCP_EXCLUDE_TOOLS: 'delete_slx' })).not.toContain('delete_slx');
    expect(namesOf({ ...chosen, MCP_READ_ONLY: 'true' })).not.toContain('delete_slx');
  });

  test('refuses a tool by name, with how to have it', () => {
    const refused = (environment: Record<string, string>, name: string) =>
      (findTool(configOf(environment), name) as { unknown: string }).unknown;
    const unchosen = refused({ MCP_TOOLSETS: 'investigate' }, 'commit_slx');
    expect(unchosen).toContain('add slxs to --toolsets (MCP_TOOLSETS), or commit_slx to --tools (MCP_TOOLS)');
    expect(refused({ MCP_EXCLUDE_TOOLS: 'run_slx' }, 'run_slx')).toContain('MCP_EXCLUDE_TOOLS');
    expect(refused({ MCP_READ_ONLY: 'true' }, 'run_slx')).toContain('MCP_READ_ONLY');
    expect(refused({ MCP_TOOLSETS: 'investigate' }, 'run_slxx')).toContain('Did you mean run_slx?');
  });

  test.each([
    ['MCP_TOOLSETS', 'investigat', 'Did you mean investigate?'],
    ['MCP_TOOLS', 'run_slxs', 'Did you mean run_slx?'],
    ['MCP_EXCLUDE_TOOLS', 'delete_slxs', 'Did you mean delete_slx?'],
  ])('refuses a name in %s that there is not', (variable, name, said) => {
    expect(() => namesOf({ [variable]: name })).toThrow(said);
  });

  test('is checked before the server starts', async () => {
    const { code, stderr } = await runProgram(['serve', '--exclude-tools', 'delete_slxs']);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Did you mean delete_slx?');
  });
});

describe('the instructions', () => {
  test.each([
    { MCP_TOOLSETS: 'issues' },
    { MCP_TOOLSETS: 'investigate' },
    { MCP_READ_ONLY: 'true' },
    { MCP_TOOLSETS: 'all' },
  ] as Record<string, string>[])('name no tool that is not offered with %o', (environment) => {
    const config = configOf(environment);
    const names = new Set(offered(config).map(({ name }) => name));
    const text = instructions(config, ['build-runwhen-task'], (name) => names.has(name));
    const named = tools.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('over HTTP', () => {
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
  const names = async (url: string, headers: Record<string, string>) => {
    const reply = await post(url, list, { headers });
    return lastMessage(await reply.text()).result.tools.map(({ name }: { name: string }) => name);
  };

  test('headers narrow what the server offers, and cannot widen it', async () => {
    const { url, sandbox } = await httpBench({ environment: { MCP_TOOLSETS: 'investigate' } });
    const token = authorized(sandbox.token);
    const all = await names(url, token);
    expect(await names(url, { ...token, 'x-mcp-toolsets': 'issues' })).toEqual(
      all.filter((name: string) => /issue/.test(name)),
    );
    expect(await names(url, { ...token, 'x-mcp-tools': 'commit_slx,list_workspaces' })).toEqual([
      'list_workspaces',
    ]);
    const reading = await names(url, {
      ...token,
      'x-mcp-readonly': 'true',
      'x-mcp-exclude-tools': 'list_workspaces',
    });
    expect(reading).not.toContain('run_slx');
    expect(reading).not.toContain('list_workspaces');
    expect(reading).toContain('get_issue_details');
  });

  test('a call of what a header leaves out is refused with that header, one of a name that there is not with 400', async () => {
    const { url, sandbox } = await httpBench();
    const token = authorized(sandbox.token);
    const refused = await post(url, toolCall('run_slx'), { headers: { ...token, 'x-mcp-readonly': '1' } });
    expect(lastMessage(await refused.text()).error.message).toContain('X-MCP-Readonly');
    const unknown = await post(url, list, { headers: { ...token, 'x-mcp-toolsets': 'isues' } });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('Did you mean issues?');
  });
});
