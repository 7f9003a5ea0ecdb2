import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { createLogger } from '../../../src/log/logger.ts';
import { openTelemetry } from '../../../src/server/telemetry/open-telemetry.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };

async function opened(environment: Record<string, string>, transport: 'stdio' | 'http' = 'http') {
  const logs: string[] = [];
  const log = createLogger('debug', (line) => logs.push(line));
  const telemetry = await openTelemetry(loadConfig({ environment, workingDirectory: '/' }), transport, log);
  await telemetry?.close();
  return { on: telemetry !== undefined, logs: logs.join('') };
}

describe('telemetry over HTTP', () => {
  test.each<Record<string, string>>([
    ENDPOINT,
    { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9/v1/traces' },
    { OTEL_TRACES_EXPORTER: 'otlp' },
    { MCP_TELEMETRY: 'otel' },
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' },
    { ...ENDPOINT, OTEL_SDK_DISABLED: 'false' },
  ])('is on with %o', async (environment) => {
    expect(await opened(environment)).toEqual({ on: true, logs: '' });
  });

  test.each<Record<string, string>>([
    {},
    { OTEL_SERVICE_NAME: 'mcp' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' },
    { ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' },
    { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' },
    { ...ENDPOINT, MCP_TELEMETRY: 'off' },
    { MCP_TELEMETRY: 'otel', OTEL_SDK_DISABLED: 'true' },
  ])('is off with %o', async (environment) => {
    expect(await opened(environment)).toEqual({ on: false, logs: '' });
  });

  test('is off, and says why, where gRPC is asked for', async () => {
    const { on, logs } = await opened({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' });
    expect(on).toBe(false);
    expect(logs).toContain('http/protobuf or http/json, not by grpc');
  });
});

test('over stdio it is on only where MCP_TELEMETRY asks for it', async () => {
  expect((await opened(ENDPOINT, 'stdio')).on).toBe(false);
  expect((await opened({ ...ENDPOINT, MCP_TELEMETRY: 'otel' }, 'stdio')).on).toBe(true);
});
