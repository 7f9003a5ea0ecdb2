import { describe, expect, it } from 'vitest';
import { createGate, createGates } from '../../src/platform/gate.ts';
import { never } from './test-platform.ts';

describe('a gate', () => {
  it('lets the next in when one leaves, in the order that they came', async () => {
    const gate = createGate(1);
    const order: string[] = [];
    const leave = await gate.enter(never)!;
    const second = gate.enter(never)!.then((leave) => {
      order.push('second');
      leave();
    });
    const third = gate.enter(never)!.then((leave) => {
      order.push('third');
      leave();
    });
    expect(order).toEqual([]);
    leave();
    leave();
    await Promise.all([second, third]);
    expect(order).toEqual(['second', 'third']);
    expect(gate.isIdle()).toBe(true);
  });

  it('turns away who would wait behind too many', async () => {
    const gate = createGate(1, 1);
    await gate.enter(never);
    expect(gate.enter(never)).toBeInstanceOf(Promise);
    expect(gate.enter(never)).toBeUndefined();
  });

  it('forgets who gave up', async () => {
    const gate = createGate(1);
    const leave = await gate.enter(never)!;
    const caller = new AbortController();
    const waiting = gate.enter(caller.signal)!;
    caller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    leave();
    expect(gate.isIdle()).toBe(true);
  });

  it('is one for each key', async () => {
    const gates = createGates(() => 1, 0);
    const leave = await gates.enter('one', never);
    expect(await gates.enter('one', never)).toBeUndefined();
    expect(await gates.enter('other', never)).toBeDefined();
    leave!();
    expect(await gates.enter('one', never)).toBeDefined();
  });
});
