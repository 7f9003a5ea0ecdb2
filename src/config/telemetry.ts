/** What OpenTelemetry's variables ask of this process, which its library reads by itself once it is loaded. */
export interface TelemetrySettings {
  /** They name a receiver of traces. */
  named: boolean;
  /** They say that nothing is to be sent. */
  disabled: boolean;
  /** `http/protobuf`, as the specification has it by default, or what is set. */
  protocol: string;
}

export function readTelemetry(environment: Record<string, string | undefined>): TelemetrySettings {
  const value = (name: string) => environment[`OTEL_${name}`]?.trim().toLowerCase();
  const exporter = value('TRACES_EXPORTER');
  return {
    named: Boolean(
      value('EXPORTER_OTLP_TRACES_ENDPOINT') || value('EXPORTER_OTLP_ENDPOINT') || exporter === 'otlp',
    ),
    disabled: value('SDK_DISABLED') === 'true' || exporter === 'none',
    protocol: value('EXPORTER_OTLP_TRACES_PROTOCOL') || value('EXPORTER_OTLP_PROTOCOL') || 'http/protobuf',
  };
}
