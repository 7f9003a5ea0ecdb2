import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitReply } from '../../src/tool-kit/fit-reply.ts';

const LIMIT = 80_000;
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect.
const fitted = (value: unknown): any => fitReply(value, 'Ask for one.');

describe('a reply', () => {
  it('that fits is the value itself', () => {
    const value = { message: 'x'.repeat(79_900), notes: [] };
    expect(fitted(value)).toBe(value);
    expect(fitted(null)).toBeNull();
  });

  it('with a long text keeps its beginning and all that is short', () => {
    const reply = fitted({ outcome: 'issues', message: 'm'.repeat(2_000_000), sessionId: 's1' });
    expect(reply).toMatchObject({ outcome: 'issues', sessionId: 's1' });
    expect(reply.message.length).toBeGreaterThan(70_000);
    expect(/^m+…$/.test(reply.message)).toBe(true);
    expect(reply.cut.parts).toEqual([
      { at: 'message', shown: reply.message.length - 1, of: 2_000_000, unit: 'characters' },
    ]);
    expect(reply.cut.rest).toBe('Ask for one.');
    expect(bytes(reply)).toBeLessThanOrEqual(LIMIT);
  });

  it('with many issues keeps the first ones whole, and counts', () => {
    const issues = Array.from({ length: 500 }, (_, id) => ({ id, details: 'd'.repeat(400) }));
    const reply = fitted({ outcome: 'issues', issues, stdout: 'short' });
    expect(reply.issues).toEqual(issues.slice(0, reply.issues.length));
    expect(reply.issues.length).toBeGreaterThan(150);
    expect(reply.cut.parts).toEqual([{ at: 'issues', shown: reply.issues.length, of: 500, unit: 'items' }]);
    expect(reply.stdout).toBe('short');
  });

  it('that is a list becomes results', () => {
    const reply = fitted(Array.from({ length: 10_000 }, (_, n) => ({ name: `workspace-${n}` })));
    expect(reply.results[0]).toEqual({ name: 'workspace-0' });
    expect(reply.cut.parts[0]).toMatchObject({ at: 'reply', of: 10_000, unit: 'items' });
  });

  it('fits whatever it holds, in bytes, and never loses the names of what it cut', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(fc.constantFrom('x', '"', '\\', 'ü', '😀', '\u0000'), fc.nat(120_000))
        .map(([c, n]) => c.repeat(n)),
    );
    const value = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), tie('list'), tie('object')),
      list: fc.array(tie('value'), { maxLength: 6 }),
      object: fc.dictionary(fc.string(), tie('value'), { maxKeys: 6 }),
    })).value;
    fc.assert(
      fc.property(value, (any) => {
        const reply = fitted(any);
        expect(bytes(reply)).toBeLessThanOrEqual(LIMIT);
        if (reply !== any) expect(reply.cut.parts.length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });

  it('with more keys than fit says how many there are', () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`key-${n}`, n]));
    const reply = fitted({ index: many });
    expect(bytes(reply)).toBeLessThanOrEqual(LIMIT);
    expect(reply.cut.parts.at(-1)).toMatchObject({ at: 'index', of: 20_000, unit: 'keys' });
  });
});
