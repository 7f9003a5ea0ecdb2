import { Cancelled, RateLimited, TimedOut } from '../../errors/platform-errors.ts';
import { onAbort } from '../abort.ts';
import type { End } from '../request.ts';
import { type CallFacts, sentence } from './call-facts.ts';

/** The deadlines of a piece of work: its own, and those of the work that it is part of. */
export interface Limits {
  ms: number;
  ends: readonly End[];
}

/**
 * Runs `work` until it settles, its time is up (`TimedOut`) or the caller aborts (`Cancelled`), whichever comes first; in
 * the latter two cases the signal given to `work` is aborted. Where time runs out while the caller's own requests hold the
 * work back (`isHeldBack`), nothing was sent, and the error is `RateLimited`. Leaves no timer and no listener behind.
 */
export function withDeadline<Value>(
  facts: CallFacts,
  limits: Limits,
  caller: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
  isHeldBack = () => false,
): Promise<Value> {
  if (caller.aborted) return Promise.reject(cancelled(facts));
  const { left, error } = nearestEnd(facts, limits);
  if (left <= 0) return Promise.reject(error());
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const stop = (error: Error) => {
      reject(error);
      controller.abort(error);
    };
    const removeListener = onAbort(caller, () => stop(cancelled(facts)));
    const timer = setTimeout(() => stop(isHeldBack() ? heldBack(facts) : error()), left);
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

function nearestEnd(facts: CallFacts, { ms, ends }: Limits): { left: number; error(): TimedOut } {
  const now = performance.now();
  const [first] = ends.toSorted((one, other) => one.at - other.at);
  if (!first || first.at - now >= ms) return { left: ms, error: () => timedOut(facts, ms) };
  return { left: first.at - now, error: () => endReached(facts, first) };
}

function cancelled(facts: CallFacts): Cancelled {
  return new Cancelled(`Cancelled while waiting for ${facts.service} (${facts.request}).`, {
    hint: after(facts),
  });
}

function heldBack({ service, request }: CallFacts): RateLimited {
  return new RateLimited(
    `${request} was not sent to ${service} in time: it had to wait for earlier requests of yours, or for a pause that the platform asked for.`,
    {
      hint: 'Wait a few seconds and call again, with fewer calls at a time.',
    },
  );
}

function timedOut(facts: CallFacts, ms: number): TimedOut {
  return new TimedOut(`${sentence(facts.service)} did not answer ${facts.request} within ${ms / 1000} s.`, {
    hint: after(facts),
    detail: { timeout_s: ms / 1000 },
  });
}

function endReached(facts: CallFacts, { says }: End): TimedOut {
  return new TimedOut(`Time ran out at ${facts.request} of ${facts.service}: ${says}.`, {
    hint: after(facts),
  });
}

function after({ repeatable }: CallFacts): string {
  return repeatable
    ? 'Nothing was changed; the call can be made again.'
    : 'The platform may have carried it out all the same: look for its effect before making the call again.';
}
