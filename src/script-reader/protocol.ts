import type { ScriptToValidate, Validation } from '../script-rules/validate-script.ts';

/** What the server asks its script reader; messages are JSON. */
export interface ReadRequest {
  id: number;
  script: Omit<ScriptToValidate, 'given'> & { given: string[] };
}

/** `ready` once, when all grammars are loaded; then one answer a request. */
export type ReaderMessage =
  | { kind: 'ready' }
  | { kind: 'read'; id: number; validation: Validation }
  | { kind: 'failed'; id: number; reason: string };
