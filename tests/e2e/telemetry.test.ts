import { expect, onTestFinished, test, vi } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { authorized, post, toolCall } from '../server/http/http-bench.ts';
import { otlpReceiver } from './otlp-receiver.ts';
import { startProgram } from './program.ts';
import { startStdioServer } from './stdio-server.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`;
const SOON = { OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };

async function platform() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** The program over HTTP in front of that platform. */
async function overHttp(platformUrl: string, environment: Record<string, string>) {
  const running = startProgram(['serve', '--transport', 'http', '--port', '0'], {
    environment: { RW_API_URL: platformUrl, RUNWHEN_AGENT_URL: platformUrl, ...environment },
  });
  onTestFinished(() => void running.child.kill());
  const url = await vi.waitFor(() => /"url":"([^"]+)"/.exec(running.stderr())![1]!, { timeout: 20_000 });
  return { url };
}

async function overStdio(environment: Record<string, string>) {
  const sandbox = await platform();
  const server = await startStdioServer({
    environment: {
      RW_API_URL: sandbox.url,
      RUNWHEN_AGENT_URL: sandbox.url,
      RUNWHEN_TOKEN: sandbox.token,
      ...environment,
    },
  });
  onTestFinished(() => server.close());
  return { ...server, sandbox };
}

test('over HTTP a call and its requests are spans of the trace that the client began, which the platform is told', async () => {
  const receiver = await otlpReceiver();
  const sandbox = await platform();
  const { url } = await overHttp(sandbox.url, { ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  const args = { workspace_name: 'checkout-prod', severity: 1 };
  const call = toolCall('get_workspace_issues', args, { traceparent: PARENT });
  await (await post(url, call, { headers: authorized(sandbox.token) })).text();
  await vi.waitFor(() => expect(receiver.spans().map(({ kind }) => kind)).toContain(2), { timeout: 10_000 });
  const spans = receiver.spans();
  const tool = spans.find(({ kind }) => kind === 2)!;
  expect(tool).toMatchObject({
    name: 'tools/call get_workspace_issues',
    traceId: TRACE,
    parentSpanId: 'b7ad6b7169203331',
    failed: false,
    attributes: {
      'mcp.method.name': 'tools/call',
      'gen_ai.tool.name': 'get_workspace_issues',
      'runwhen.workspace': 'checkout-prod',
      'network.transport': 'tcp',
    },
  });
  const requests = spans.filter(({ parentSpanId }) => parentSpanId === tool.spanId);
  expect(requests.map(({ attributes }) => attributes['http.response.status_code'])).toContain(200);
  expect(requests.every(({ traceId, kind }) => traceId === TRACE && kind === 3)).toBe(true);
  const told = sandbox.requests.filter(({ headers }) => headers.traceparent);
  expect(told.map(({ headers }) => headers.traceparent).sort()).toEqual(
    requests.map(({ spanId }) => `00-${TRACE}-${spanId}-01`).sort(),
  );
  expect(receiver.resource()).toMatchObject({ 'service.name': 'runwhen-platform-mcp' });
  expect(receiver.received[0]!.path).toBe('/v1/traces');
  expect(JSON.stringify(spans)).not.toContain(sandbox.token);
  expect(JSON.stringify(spans)).not.toContain('severity=');
});

test('over HTTP the trace of the request counts where the call has none, and a failure is told', async () => {
  const receiver = await otlpReceiver();
  const sandbox = await platform();
  const { url } = await overHttp(sandbox.url, {
    ...SOON,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.url}/v1/traces`,
    OTEL_SERVICE_NAME: 'mcp-of-the-team',
  });
  const call = toolCall('get_workspace_slxs', { workspace_name: 'nowhere' });
  const headers = { ...authorized(sandbox.token), traceparent: PARENT };
  await (await post(url, call, { headers })).text();
  await vi.waitFor(() => expect(receiver.spans().map(({ kind }) => kind)).toContain(2), { timeout: 10_000 });
  expect(receiver.spans().find(({ kind }) => kind === 2)).toMatchObject({
    traceId: TRACE,
    failed: true,
    attributes: { 'error.type': 'invalid_arguments' },
  });
  expect(receiver.resource()).toMatchObject({ 'service.name': 'mcp-of-the-team' });
});

test('over stdio they are sent where MCP_TELEMETRY asks for it, before the process ends', async () => {
  const receiver = await otlpReceiver();
  const server = await overStdio({
    MCP_TELEMETRY: 'otel',
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_BSP_SCHEDULE_DELAY: '60000',
  });
  await server.call('list_workspaces');
  await server.close();
  expect(receiver.received).toHaveLength(1);
  const { type, body } = receiver.received[0]!;
  expect(type).toBe('application/x-protobuf');
  expect(body.includes('tools/call list_workspaces')).toBe(true);
});

test('over stdio variables that the shell has for other programs send nothing', async () => {
  const receiver = await otlpReceiver();
  const server = await overStdio({ ...SOON, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url });
  await server.call('list_workspaces');
  expect(server.sandbox.requests.some(({ headers }) => headers.traceparent)).toBe(false);
  await server.close();
  expect(receiver.received).toEqual([]);
});

test('a receiver that is not there changes no answer', async () => {
  const server = await overStdio({
    MCP_TELEMETRY: 'otel',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_BSP_SCHEDULE_DELAY: '20',
  });
  const answer = await server.call('list_workspaces');
  expect(JSON.stringify(answer)).toContain('checkout-prod');
  await vi.waitFor(() => expect(server.stderr()).toContain('"event":"telemetry"'), { timeout: 15_000 });
});
