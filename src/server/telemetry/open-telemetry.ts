import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../log/logger.ts';
import type { Telemetry, TracedCall } from './telemetry.ts';

/**
 * Telemetry where it is asked for; OpenTelemetry's library is loaded only then. Over stdio only MCP_TELEMETRY counts, since
 * shells carry OpenTelemetry's variables for other programs.
 */
export async function openTelemetry(
  config: Config,
  transport: TracedCall['transport'],
  log: Logger,
): Promise<Telemetry | undefined> {
  const { telemetry, otel } = config;
  const asked = telemetry === 'otel' || (telemetry === 'auto' && transport === 'http' && otel.named);
  if (!asked || otel.disabled) return undefined;
  if (!/^http\/(?:protobuf|json)$/.test(otel.protocol)) {
    log.error('telemetry_off', {
      problem: `Traces are sent by http/protobuf or http/json, not by ${otel.protocol}. Set OTEL_EXPORTER_OTLP_PROTOCOL, and the receiver's port for it.`,
    });
    return undefined;
  }
  const { createTelemetry } = await import('./create-telemetry.ts');
  return createTelemetry(otel.protocol, log);
}
