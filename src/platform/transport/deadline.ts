import { Cancelled, TimedOut } from '../../errors/platform-errors.ts';
import { onAbort } from '../abort.ts';
import { type CallFacts, sentence } from './call-facts.ts';

/**
 * Runs `work` until it settles, `ms` have passed (`TimedOut`) or the caller aborts (`Cancelled`), whichever comes
 * first; then the signal that `work` was given is aborted too. Leaves no timer and no listener behind.
 */
export function withDeadline<Value>(
  facts: CallFacts,
  ms: number,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  if (caller.aborted) return Promise.reject(cancelled(facts));
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const stop = (error: Error) => {
      reject(error);
      controller.abort(error);
    };
    const removeListener = onAbort(caller, () => stop(cancelled(facts)));
    const timer = setTimeout(() => stop(timedOut(facts, ms)), ms);
    work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        removeListener();
      });
  });
}

/** Waits; rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const removeListener = onAbort(signal, () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
    const timer = setTimeout(() => {
      removeListener();
      resolve();
    }, ms);
  });
}

function cancelled(facts: CallFacts): Cancelled {
  return new Cancelled(`Cancelled while waiting for ${facts.service} (${facts.request}).`, {
    hint: after(facts),
  });
}

function timedOut(facts: CallFacts, ms: number): TimedOut {
  return new TimedOut(`${sentence(facts.service)} did not answer ${facts.request} within ${ms / 1000} s.`, {
    hint: after(facts),
    detail: { timeout_s: ms / 1000 },
  });
}

function after({ repeatable }: CallFacts): string {
  return repeatable
    ? 'Nothing was changed; the call can be made again.'
    : 'The platform may have carried it out all the same: look for its effect before making the call again.';
}
