import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** What a receiver of traces was sent. */
export interface OtlpReceiver {
  /** Address for OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  received: { path: string; type: string; body: Buffer }[];
  /** The spans of all that came as JSON. */
  spans(): OtlpSpan[];
  /** Attributes of the process that sent them. */
  resource(): Record<string, unknown>;
}

export interface OtlpSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  failed: boolean;
  attributes: Record<string, unknown>;
}

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: string | number };
}

const read = (attributes: Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

/** Listens on loopback as a collector does, at `/v1/traces`. Ends with the test. */
export async function otlpReceiver(): Promise<OtlpReceiver> {
  const received: OtlpReceiver['received'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
    received.push({ path: request.url!, type: request.headers['content-type']!, body });
    response.setHeader('content-type', request.headers['content-type']!).end(body.length > 0 ? '{}' : '');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // biome-ignore lint/suspicious/noExplicitAny: the format is the exporter's.
  const parts = (): any[] =>
    received.flatMap(({ body }) => JSON.parse(body.toString()).resourceSpans as unknown[]);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    spans: () =>
      parts()
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans)
        .map(({ status, attributes, ...span }) => ({
          ...span,
          failed: status?.code === 2,
          attributes: read(attributes),
        })),
    resource: () => read(parts()[0].resource.attributes),
  };
}
