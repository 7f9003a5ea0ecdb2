import type { Option } from './option-kinds.ts';
import type { OPTIONS } from './options.ts';
import type { ProxySettings } from './proxy.ts';
import type { TelemetrySettings } from './telemetry.ts';

type Options = typeof OPTIONS;

/** The parsed value of every option, by its name inside the program. */
export type OptionValues = {
  [Name in keyof Options]: Options[Name] extends Option<infer Value> ? Value : never;
};

/** The whole configuration: parsed once at the entry, handed down, never changed. */
export type Config = Readonly<
  OptionValues & {
    /** Variables whose values could not be used, one sentence each. */
    warnings: readonly string[];
    proxy: ProxySettings;
    otel: TelemetrySettings;
    /** Looks up a variable of the process, for paths that the user wrote with `$NAME` in them. */
    lookUpVariable: (name: string) => string | undefined;
    /** Directory that the process was started in. */
    workingDirectory: string;
    /** Where the token comes from, where a login of this machine gave it and no setting. */
    login?: 'keychain' | 'file';
  }
>;
