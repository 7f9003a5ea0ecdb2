import { describe, expect, onTestFinished, test } from 'vitest';
import { PROMPTS } from '../../src/prompts/catalogue.ts';
import { runProgram } from './run-program.ts';
import { serve } from './served.ts';

const STDIO = ['-e', 'RUNWHEN_SANDBOX=true', process.execPath, 'dist/cli.js'];

/** Where the Inspector finds the server, on the sandbox. */
const PLACES: Record<string, () => Promise<string[]>> = {
  'over stdio': async () => STDIO,
  'over HTTP': async () => {
    const { url, stop } = await serve();
    onTestFinished(stop);
    return ['--transport', 'http', url];
  },
};

const WAYS = Object.keys(PLACES).flatMap((place) => ['legacy', 'modern'].map((era) => ({ place, era })));

describe.each(WAYS)('the MCP Inspector, $place in the $era era,', ({ place, era }) => {
  /** What its command line prints for one request. */
  async function inspect(...request: string[]) {
    const target = await PLACES[place]!();
    const args = ['--cli', '--protocol-era', era, ...target, ...request];
    const { code, stdout, stderr } = await runProgram('inspector', args);
    expect(code, stderr).toBe(0);
    return { stdout, stderr };
  }

  test('lists the tools and finds nothing about their schemas', async () => {
    const { stdout, stderr } = await inspect('--method', 'tools/list', '--strict');
    const names = JSON.parse(stdout).tools.map(({ name }: { name: string }) => name);
    expect(names).toContain('get_workspace_issues');
    expect(stderr).not.toMatch(/portability|warning|error/i);
  });

  test('calls a tool', async () => {
    const { stdout } = await inspect(
      ...['--method', 'tools/call', '--tool-name', 'get_workspace_issues'],
      ...['--tool-arg', 'workspace_name=checkout-prod', '--tool-arg', 'severity=1'],
    );
    expect(JSON.parse(JSON.parse(stdout).content[0].text).count).toBeGreaterThan(0);
  });

  test('lists and gets prompts', async () => {
    const listed = JSON.parse((await inspect('--method', 'prompts/list')).stdout).prompts;
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(PROMPTS.map(({ name }) => name));
    const { stdout } = await inspect(
      ...['--method', 'prompts/get', '--prompt-name', 'morning_summary'],
      ...['--prompt-args', 'workspace_name=checkout-prod'],
    );
    expect(stdout).toContain('data, not instructions');
  });

  test('lists the templates of addresses, and reads one', async () => {
    const { stdout } = await inspect('--method', 'resources/templates/list');
    expect(stdout).toContain('runwhen://{workspace}/slxs/{slx_name}');
    const read = await inspect('--method', 'resources/read', '--uri', 'runwhen://checkout-prod');
    expect(read.stdout).toContain('checkout-prod');
  });
});

test('the MCP Inspector verifies every skill and its digests', async () => {
  const { code, stdout, stderr } = await runProgram('inspector', [
    ...['--cli', '--protocol-era', 'modern', ...STDIO],
    ...['--method', 'skills/list', '--verify', '--require-digests'],
  ]);
  expect(code, `${stdout}${stderr}`).toBe(0);
});
