import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  DiagLogLevel,
  defaultTextMapGetter,
  defaultTextMapSetter,
  diag,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from '../../log/logger.ts';
import type { PooledRequest } from '../../platform/transport/pool.ts';
import { scrub } from '../../platform/transport/scrub.ts';
import { VERSION } from '../identity.ts';
import type { Telemetry } from './telemetry.ts';

const NAME = 'runwhen-platform-mcp';

/** Spans named as in OpenTelemetry's conventions for MCP and HTTP; OpenTelemetry's own variables say where they are sent. */
export function createTelemetry(protocol: string, log: Logger): Telemetry {
  const quiet = () => {};
  const tell = (message: string) => log.warn('telemetry', { problem: scrub(message) });
  diag.setLogger(
    { error: tell, warn: tell, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const exporter = protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': NAME, 'service.version': VERSION }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const tracer = provider.getTracer(NAME, VERSION);
  const propagator = new W3CTraceContextPropagator();
  const current = new AsyncLocalStorage<Context>();

  return {
    trace: async ({ tool, workspace, transport, parent }, run) => {
      const context = propagator.extract(ROOT_CONTEXT, parent, defaultTextMapGetter);
      const attributes = {
        'mcp.method.name': 'tools/call',
        'gen_ai.operation.name': 'execute_tool',
        'gen_ai.tool.name': tool,
        'network.transport': transport === 'stdio' ? 'pipe' : 'tcp',
        ...(workspace ? { 'runwhen.workspace': workspace } : {}),
      };
      const span = tracer.startSpan(`tools/call ${tool}`, { kind: SpanKind.SERVER, attributes }, context);
      try {
        return await current.run(trace.setSpan(context, span), () =>
          run(({ code }) => {
            if (code) fail(span, code);
          }),
        );
      } catch (error) {
        fail(span, nameOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
    wrapPools: (pools) => ({
      ...pools,
      send: async (url, request) => {
        const within = current.getStore();
        if (!within) return pools.send(url, request);
        const span = tracer.startSpan(
          request.method,
          { kind: SpanKind.CLIENT, attributes: attributesOf(url, request) },
          within,
        );
        try {
          const headers = { ...request.headers };
          // A signed link leads to somebody else's file store.
          if ('X-Request-ID' in headers) {
            propagator.inject(trace.setSpan(within, span), headers, defaultTextMapSetter);
          }
          const reply = await pools.send(url, { ...request, headers });
          span.setAttribute('http.response.status_code', reply.statusCode);
          if (reply.statusCode >= 400) fail(span, `${reply.statusCode}`);
          return reply;
        } catch (error) {
          fail(span, nameOf(error));
          throw error;
        } finally {
          span.end();
        }
      },
    }),
    close: () => provider.shutdown(),
  };
}

/** No query, no user and no password: they may hold secrets. */
function attributesOf(url: string, { method }: PooledRequest) {
  const { protocol, hostname, port, origin, pathname } = new URL(url);
  return {
    'http.request.method': method,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.full': `${origin}${pathname}`,
  };
}

function fail(span: Span, type: string): void {
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
