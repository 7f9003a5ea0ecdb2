import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { instructionsFor, serverInfo } from '../../src/server/introduction.ts';
import { offersOf } from '../../src/server/offers.ts';

const BETA = 'https://papi.beta.runwhen.com';

describe('the name of a server', () => {
  test.each<[Record<string, string>, string]>([
    [{}, 'RunWhen Platform (no platform)'],
    [{ RW_API_URL: BETA }, 'RunWhen Platform (beta)'],
    [{ RW_API_URL: BETA, DEFAULT_WORKSPACE: 'my-ws' }, 'RunWhen Platform (beta/my-ws)'],
    [{ RW_API_URL: 'https://papi.app.runwhen.com' }, 'RunWhen Platform (prod)'],
    [{ RW_API_URL: 'https://papi.runwhen.com' }, 'RunWhen Platform (prod)'],
    [{ RW_API_URL: 'https://papi.acme.com/' }, 'RunWhen Platform (acme.com)'],
    [{ MCP_SERVER_LABEL: 'staging', DEFAULT_WORKSPACE: 'my-ws' }, 'RunWhen Platform (staging)'],
  ])('with %j is %s, and begins its instructions', async (environment, name) => {
    const config = loadConfig({ environment, workingDirectory: '/' });
    expect(serverInfo(config).title).toBe(name);
    const instructions = await instructionsFor(config, await offersOf(config));
    expect(instructions.startsWith(name)).toBe(true);
    if (environment.DEFAULT_WORKSPACE) expect(instructions).toContain('my-ws');
    if (environment.RW_API_URL) expect(instructions).toContain(new URL(environment.RW_API_URL).host);
  });
});
