import { afterEach, expect, test, vi } from 'vitest';
import { runHere } from './run-here.ts';

afterEach(() => vi.unstubAllEnvs());

test.each<[Record<string, string>, string[], string]>([
  [{ MCP_READ_ONLY: 'maybe' }, [], 'MCP_READ_ONLY takes true or false'],
  [{ RW_API_URL: 'papi.acme.com' }, [], 'RW_API_URL takes an http:// or https:// URL'],
  [{ MCP_TRANSPORT: 'http', MCP_PORT: '70000' }, [], 'MCP_PORT takes a whole number from 0 to 65535'],
  [{}, ['--port', 'http'], '--port takes a whole number from 0 to 65535'],
])(
  'a setting that cannot be used, %j %j, ends it with 2, its name and its values',
  async (variables, args, said) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    const { code, stdout, stderr } = await runHere(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
  },
);
