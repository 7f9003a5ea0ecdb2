import { expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

/** What the Inspector's command line prints for one request to the built server on the sandbox. */
async function inspect(...request: string[]) {
  const { code, stdout, stderr } = await runProgram('inspector', [
    ...['--cli', '-e', 'RUNWHEN_SANDBOX=true', process.execPath, 'dist/cli.js'],
    ...request,
  ]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

test('the MCP Inspector lists the tools', async () => {
  const { tools } = await inspect('--method', 'tools/list');
  expect(tools.map(({ name }: { name: string }) => name)).toContain('get_workspace_issues');
});

test('the MCP Inspector calls a tool', async () => {
  const { content } = await inspect(
    ...['--method', 'tools/call', '--tool-name', 'get_workspace_issues'],
    ...['--tool-arg', 'workspace_name=checkout-prod', '--tool-arg', 'severity=1'],
  );
  expect(JSON.parse(content[0].text).count).toBeGreaterThan(0);
});
