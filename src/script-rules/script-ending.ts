import type { Interpreter } from './script-kind.ts';

/** A script to be examined for how it may end. */
export interface ScriptToEnd {
  script: string;
  interpreter: Interpreter;
}

/** A place in a script that leaves something undecided: its line, counted from 1, and the text there. */
export interface Doubt {
  line: number;
  text: string;
}

/**
 * What the text of a script leaves undecided about its result; each part is the first place that does so. `mayLeaveNothing`
 * and `mayWriteEarly` are absent only where the text rules them out: what cannot be read or followed counts as a doubt. The
 * others are present only where something is seen to happen; code from outside the script may do it unseen.
 */
export interface ScriptEnding {
  /** With exit code 0 and no error, it may still have left no result. */
  mayLeaveNothing?: Doubt | undefined;
  /** It may still be running when main has returned: threads, background jobs, exit handlers. */
  mayGoOn?: Doubt | undefined;
  /** What runs after main may remove or empty the result. */
  mayTakeAway?: Doubt | undefined;
  /** Python: it may change what the runner writes the result with, or where to. */
  mayReplaceWriter?: Doubt | undefined;
  /** It may have written its result before ending early. */
  mayWriteEarly?: Doubt | undefined;
  /** A completion mark may get lost although main returned. */
  mayLoseMark?: Doubt | undefined;
}

const LENGTH = 60;

/** The place of an offset in a text, with the rest of its line. */
export function doubtAt(text: string, offset: number): Doubt {
  const line = text.slice(offset).split('\n', 1)[0]!.trim();
  return {
    line: text.slice(0, offset).split('\n').length,
    text: line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line,
  };
}
