import type { Interpreter } from './script-kind.ts';

/** A script whose ways to end are asked for. */
export interface ScriptToEnd {
  script: string;
  interpreter: Interpreter;
}

/** A place in a script that leaves something open: its line, counted from 1, and what stands there. */
export interface Doubt {
  line: number;
  text: string;
}

/**
 * What the text of a script leaves open about its result, each part as the first place that does. `mayLeaveNothing` and
 * `mayWriteEarly` are missing only where the text proves the contrary: what cannot be read or followed is a doubt. The
 * others are what is seen to be done; code from outside the script may do it unseen.
 */
export interface ScriptEnding {
  /** With exit code 0 and no error it may still have left no result. */
  mayLeaveNothing?: Doubt | undefined;
  /** It may still be at work when main has returned: threads, jobs in the background, exit handlers. */
  mayGoOn?: Doubt | undefined;
  /** What runs after main may remove or empty the result. */
  mayTakeAway?: Doubt | undefined;
  /** Python: it may change what the runner writes the result with, or where to. */
  mayReplaceWriter?: Doubt | undefined;
  /** It may have written its result before it ends early. */
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
