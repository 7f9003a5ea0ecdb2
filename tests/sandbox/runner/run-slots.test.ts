import { describe, expect, onTestFinished, test } from 'vitest';
import { withSlot } from '../../../src/sandbox/runner/run-slots.ts';

/** Fills all slots; `free` ends the works that fill them. */
function fillSlots() {
  let free = () => {};
  const gate = new Promise<void>((resolve) => {
    free = resolve;
  });
  const works = Array.from({ length: 4 }, () => withSlot(() => gate));
  return { free, done: Promise.all(works) };
}

describe('slots for runs', () => {
  test('a fifth run starts only when one of four has ended, and waiting runs start in order', async () => {
    const { free, done } = fillSlots();
    const started: string[] = [];
    const waiting = ['a', 'b'].map((name) =>
      withSlot(async () => {
        started.push(name);
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([]);
    free();
    await Promise.all([done, ...waiting]);
    expect(started).toEqual(['a', 'b']);
  });

  test('a run that is cancelled while it waits leaves the queue', async () => {
    const { free, done } = fillSlots();
    const controller = new AbortController();
    const cancelled = withSlot(async () => 'ran', controller.signal);
    const next = withSlot(async () => 'ran');
    controller.abort(new Error('enough'));
    await expect(cancelled).rejects.toThrow('enough');
    free();
    await done;
    expect(await next).toBe('ran');
  });

  test('many runs wait for one signal without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    onTestFinished(() => void process.off('warning', note));
    const { free, done } = fillSlots();
    const { signal } = new AbortController();
    const waiting = Array.from({ length: 30 }, () => withSlot(async () => 'ran', signal));
    await new Promise((resolve) => setImmediate(resolve));
    free();
    await Promise.all([done, ...waiting]);
    expect(warnings).toEqual([]);
  });

  test('a work that fails frees its slot', async () => {
    const failures = Array.from({ length: 9 }, () => withSlot(() => Promise.reject(new Error('bad'))));
    const results = await Promise.allSettled(failures);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await withSlot(async () => 'ran')).toBe('ran');
  });
});
