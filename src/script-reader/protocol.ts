import type { ScriptEnding, ScriptToEnd } from '../script-rules/script-ending.ts';
import type { ScriptToValidate, Validation } from '../script-rules/validate-script.ts';

/** What is asked of the reader: to judge a script, or to tell how one may end. */
export type ReadTask =
  | { kind: 'judge'; script: Omit<ScriptToValidate, 'given'> & { given: string[] } }
  | { kind: 'ending'; script: ScriptToEnd };

/** What it answers to each. */
export interface ReadResults {
  judge: Validation;
  ending: ScriptEnding;
}

/** What the server asks its script reader; messages are JSON. */
export interface ReadRequest {
  id: number;
  task: ReadTask;
}

/** `ready` once, when all grammars are loaded; then one answer a request, with the memory that the process holds. */
export type ReaderMessage =
  | { kind: 'ready' }
  | { kind: 'read'; id: number; result: ReadResults[ReadTask['kind']]; bytes: number }
  | { kind: 'failed'; id: number; reason: string };
