import { NotFound } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { Page } from '../platform/pages.ts';

/**
 * What `work` gives, or undefined and a note where it failed with an error of the platform's or this server's. A list
 * that is not whole against its will is noted too, and with `searched` one of which only the first rows were asked for.
 * Rethrows a defect, and everything once the call was cancelled.
 */
export async function orNote<Value>(
  work: Promise<Value>,
  { what, notes, signal, searched }: { what: string; notes: string[]; signal: AbortSignal; searched?: true },
): Promise<Value | undefined> {
  const value = await noted(work, (error) => error instanceof ToolError && !signal.aborted, { what, notes });
  const { incomplete, count, results } = (value ?? {}) as Partial<Page<unknown>>;
  if (typeof incomplete === 'string') notes.push(`${what}: ${incomplete}`);
  else if (searched && results && count! > results.length)
    notes.push(`${what}: ${results.length} of ${count} were read.`);
  return value;
}

/**
 * What `work` gives, or undefined and a note where the platform answers 404, as one does that does not have this endpoint.
 * Rethrows everything else.
 */
export async function orNoteIfAbsent<Value>(
  work: Promise<Value>,
  says: { what: string; notes: string[] },
): Promise<Value | undefined> {
  return noted(work, (error) => error instanceof NotFound, says);
}

async function noted<Value>(
  work: Promise<Value>,
  isNoted: (error: unknown) => boolean,
  { what, notes }: { what: string; notes: string[] },
): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || !isNoted(error)) throw error;
    notes.push(`${what}: ${error.message}`);
    return undefined;
  }
}
