import { describe, expect, test } from 'vitest';
import { viewUri } from '../../src/tool-kit/view-names.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { runProgram } from './run-program.ts';

const SEEN = tools.filter(({ view }) => view !== undefined);

describe('the MCP Inspector finds the views', () => {
  test.each(['legacy', 'modern'])('with every field right, in the %s era of the protocol', async (era) => {
    const { code, stdout, stderr } = await runProgram('inspector', [
      ...['--cli', '--advertise-apps', '--protocol-era', era, '-e', 'RUNWHEN_SANDBOX=true'],
      ...[process.execPath, 'dist/cli.js', '--method', 'tools/list', '--app-info'],
    ]);
    expect(code, stderr).toBe(0);
    const found = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(
      found
        .filter(({ hasApp }) => hasApp)
        .map(({ toolName }) => toolName)
        .sort(),
    ).toEqual(SEEN.map(({ name }) => name).sort());
    for (const { name, view, effect } of SEEN) {
      const info = found.find(({ toolName }) => toolName === name);
      expect(info, name).toMatchObject({
        hasApp: true,
        resourceUri: viewUri(view!),
        resourceMimeType: 'text/html;profile=mcp-app',
        prefersBorder: true,
      });
      expect(info.resourceError, name).toBeUndefined();
      expect(info.csp, name).toBeUndefined();
      expect(info.permissions, name).toBeUndefined();
      expect(info.visibility, name).toEqual(effect === 'read' ? undefined : ['model']);
    }
  });
});
