import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { type HttpServer, startHttpServer } from '../../src/server/http/start.ts';
import { createLogger } from '../../src/server/logger.ts';
import { runSuite } from './run-suite.ts';
import { withToken } from './with-token.ts';

let server: HttpServer;
let front: Awaited<ReturnType<typeof withToken>>;

beforeAll(async () => {
  const environment = { RUNWHEN_SANDBOX: 'true', MCP_PORT: '0', MCP_TRANSPORT: 'http' };
  const config = loadConfig({ environment, workingDirectory: process.cwd() });
  server = await startHttpServer(config, createLogger('error'));
  front = await withToken(server.url, server.sandboxToken!);
});

afterAll(async () => {
  front.close();
  await server.stop();
});

test('the product passes the official suite, but for what needs the suite’s own fixtures', async () => {
  const { code, summary } = await runSuite(front.url, 'product-baseline.yaml');
  expect(code, summary).toBe(0);
});
