import { beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { loadForCalls } from '../../../src/server/load-for-calls.ts';
import { rehearse } from '../../../src/server/stdio/rehearse.ts';

const ENVIRONMENTS: Record<string, string>[] = [
  {},
  { RW_API_URL: 'https://papi.acme.test', RUNWHEN_TOKEN: 'secret', HTTPS_PROXY: 'http://127.0.0.1:9' },
  { MCP_TOOLSETS: 'investigate', MCP_READ_ONLY: 'true', MCP_TOOL_TRACE: 'true', MCP_TELEMETRY: 'otel' },
];

// The code is loaded first, as by the program, so that loading takes none of the time that a conversation has to end.
beforeAll(loadForCalls, 60_000);

test.each(ENVIRONMENTS)(
  'a rehearsal answers a call to its end and reaches nobody: %o',
  async (environment) => {
    const config = loadConfig({ environment, flags: {}, workingDirectory: '/' });
    const answers = (await rehearse(config)).trim().split('\n');
    const [, called] = answers.filter(Boolean).map((line) => JSON.parse(line));
    expect(called).toMatchObject({
      id: 2,
      result: { content: [{ text: expect.stringContaining('"name":"rehearsal"') }] },
    });
    expect(called.result.isError).toBeUndefined();
  },
);
