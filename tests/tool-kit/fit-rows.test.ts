import { describe, expect, test } from 'vitest';
import { fitRows } from '../../src/tool-kit/fit-rows.ts';

const rows = Array.from({ length: 300 }, (_, id) => ({ id, text: 'x'.repeat(600) }));

describe('rows that do not fit into one reply', () => {
  test('are said to go on at an offset where the tool takes one', () => {
    const first = fitRows(rows, { offset: 0 });
    expect(first.count).toBe(300);
    expect(first.next_offset).toBe(first.results.length);
    const second = fitRows(rows, { offset: first.next_offset! });
    expect(second.results[0]).toEqual(rows[first.next_offset!]);
  });

  test('name no offset where the tool takes none', () => {
    const reply = fitRows(rows);
    expect(reply.results.length).toBeLessThan(300);
    expect(reply).not.toHaveProperty('next_offset');
    expect(reply.note).not.toContain('offset');
    expect(reply.note).toContain('of 300 shown');
  });

  test('say so where the offset is past the last of them', () => {
    expect(fitRows([1, 2], { count: 14, offset: 500 })).toEqual({
      count: 14,
      results: [],
      note: 'There are 14: nothing is left at offset 500.',
    });
    expect(fitRows([1, 2], { offset: 2 }).note).toContain('offset 2');
    expect(fitRows([1, 2], { offset: 1 })).toEqual({ count: 2, results: [2] });
    expect(fitRows([], { offset: 5 })).toEqual({ count: 0, results: [] });
  });

  test('are not counted where nobody says how many there are, and go on all the same', () => {
    const { results, ...reply } = fitRows(rows, { offset: 0, uncounted: true });
    expect(reply).toEqual({
      next_offset: results.length,
      note: `There are more than ${results.length}. Narrow the filters, or call again with offset ${results.length}.`,
    });
    expect(fitRows([1, 2], { offset: 0, uncounted: true }).next_offset).toBe(2);
    expect(fitRows([1, 2], { uncounted: true, goOn: 'Raise limit.' }).note).toBe(
      'There are more than 2. Raise limit.',
    );
  });

  test('name no offset that leads to none of them, though there are more', () => {
    const known = { count: 9, reach: 2 };
    expect(fitRows([1, 2], { ...known, offset: 0 })).toEqual({
      count: 9,
      results: [1, 2],
      note: '2 of 9 shown. Only the first 2 can be reached by offset: narrow the filters.',
    });
    expect(fitRows([1, 2], { ...known, offset: 2 }).note).toBe('There are 9: nothing is left at offset 2.');
    expect(fitRows([1], { ...known, offset: 0 }).next_offset).toBe(1);
    expect(fitRows([1, 2], { count: 2, reach: 2, offset: 0 })).toEqual({ count: 2, results: [1, 2] });
  });

  test('say nothing where all are there', () => {
    expect(fitRows(rows.slice(0, 2), { offset: 0 })).toEqual({ count: 2, results: rows.slice(0, 2) });
  });
});
