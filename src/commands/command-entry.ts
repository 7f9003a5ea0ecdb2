import type { Option as Flag } from 'commander';
import type { Flags } from '../config/load.ts';
import type { Config } from '../config/schema.ts';

/** One run of a command. */
export interface Given {
  /** Reads the configuration, on demand: some commands work without it, or report that it is broken. */
  config(): Promise<Config>;
  /** The options of the server that were given as flags. */
  flags: Flags;
  args: string[];
  // biome-ignore lint/suspicious/noExplicitAny: each command names the options that it declares.
  options: any;
}

export interface CommandEntry {
  name: string;
  /** Its arguments, as usage shows them. */
  takes?: string;
  description: string;
  options?: () => Flag[];
  /** True for a command that parses its words itself, `--help` included. */
  readsWords?: true;
  /** True for a command that people do not type. */
  hidden?: true;
  /** Loads the command and runs it; returns the exit code. */
  run(given: Given): Promise<number>;
}
