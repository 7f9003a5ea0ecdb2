import type { z } from 'zod';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../log/logger.ts';
import type { Platform } from '../platform/platform.ts';
import type { Need } from './role-needs.ts';
import type { ViewName } from './view-names.ts';

/** The subject that a tool belongs to; also the name of its folder. */
export type Toolset =
  | 'chat'
  | 'workspaces'
  | 'issues'
  | 'slxs'
  | 'runs'
  | 'scripts'
  | 'chat-rules'
  | 'chat-commands'
  | 'assistants'
  | 'knowledge-base'
  | 'registry'
  | 'codecollections'
  | 'skills'
  | 'context';

/** Everything that a tool may use, bound to the caller of this one request. */
export interface ToolContext {
  /** The platform's services with this caller's credentials. */
  platform: Platform;
  config: Config;
  /** Short name to read in until the list of workspaces says otherwise; `workspaceOf` returns it. */
  assumedWorkspace?: string;
  transport: 'stdio' | 'http';
  /** Aborted when the caller cancels; pass it to every request and wait. */
  signal: AbortSignal;
  /** When waiting must end, on the clock of `performance.now()`; undefined where the host hears how far the call is. */
  waitUntil?: number | undefined;
  /** Tells the host how far a long call is; does nothing where the host did not ask for progress. */
  progress(done: number, total?: number, message?: string): Promise<void>;
  /** Directories that the host offers as workspace roots; empty where it offers none. */
  roots(): Promise<string[]>;
  log: Logger;
}

/** What a call is about to delete or replace, as a person is shown it before it happens. */
export interface Preview {
  /** The act and the object by its name: `Delete SLX api-pods of shop-prod`. */
  act: string;
  /** What is lost with the object or becomes of it, a line each. */
  details: string[];
  /**
   * The object as it is stored, without what the platform changes by itself, and for a replacement what would be sent: an
   * agreement holds only while this stays the same.
   */
  state: unknown;
}

/** Reads what a call would delete or replace; undefined where it would do neither. */
export type MakePreview<Input extends z.ZodObject> = (
  args: z.output<Input>,
  context: ToolContext,
) => Promise<Preview | undefined>;

/**
 * What a tool does to the platform; hints, HTTP roles and `--read-only` follow from it. So does whether a call waits for
 * an agreement: a delete does unless MCP_CONFIRM is `never`, a write
 * with a preview where it is `always`.
 */
type Confirmed<Input extends z.ZodObject> =
  | { effect: 'delete'; preview: MakePreview<Input> }
  | { effect: 'write'; preview?: MakePreview<Input> }
  | { effect: 'read' | 'execute'; preview?: never };

/** One MCP tool: all that the server, the documents and the checks say about it comes from here. */
export type ToolDefinition<Input extends z.ZodObject = z.ZodObject, Result = unknown> = ToolFacts<
  Input,
  Result
> &
  Confirmed<Input>;

interface ToolFacts<Input extends z.ZodObject, Result> {
  /** snake_case; the file has the same name in kebab-case. */
  name: string;
  title: string;
  /** What it does, when to use it, when not: a few lines, read by a model. */
  description: string;
  toolset: Toolset;
  /** True when repeating the call with the same arguments changes nothing more. Reads are always. */
  idempotent?: boolean;
  /** True for a write that only adds: nothing that was there is changed or lost. */
  additive?: boolean;
  /** True for a tool that reads the platform and may write files on this machine: not read-only to a host. */
  writesFiles?: boolean;
  /**
   * True for a tool that waits for work of unknown length, and answers with the way back to it when `waitUntil` comes.
   * With progress it waits as long as it may.
   */
  waits?: true;
  /**
   * What it asks of the caller's role, where that does not follow from the effect; a function of the arguments gives
   * undefined where only the platform can tell.
   */
  needs?: Need | ((args: Record<string, unknown>) => Need | undefined);
  /** True for a tool that also works without a workspace. */
  workspaceOptional?: boolean;
  /** False when the tool never leaves this process. */
  openWorld?: boolean;
  /**
   * True where a client may read texts in order to edit them and send them back: they stay as they are kept, and a note
   * says what is hidden in them. Elsewhere hidden text is taken out or made visible.
   */
  keepsText?: boolean;
  /** The view that draws its answer in hosts that have views. */
  view?: ViewName;
  input: Input;
  /**
   * What programs are promised of each answer, the ones of `WITHOUT_AGREEMENT` included; a loose object, since every list
   * of tools pays for it.
   */
  output?: z.ZodObject;
  /**
   * True where programs read the reply as a bare list: the members of `results`. Whatever else the value says stands in
   * a second text block, which is there only when the list does not say it all.
   */
  bareList?: boolean;
  /** How to get what a reply that was too long leaves out, where no filter or offset of the tool does. */
  whenCut?: string;
  /** Returns a JSON-serialisable value, or throws a `ToolError`. */
  run(args: z.output<Input>, context: ToolContext): Promise<Result>;
}

/** Gives `run` its argument types and keeps the type of its result; does nothing else. */
export function defineTool<Input extends z.ZodObject, Result>(
  tool: ToolDefinition<Input, Result>,
): ToolDefinition<Input, Result> {
  return tool;
}

/** What a tool answers, as views are typed by it. */
export type ResultOf<Tool extends { run(...args: never[]): Promise<unknown> }> = Awaited<
  ReturnType<Tool['run']>
>;
