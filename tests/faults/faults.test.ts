import { expect, test } from 'vitest';
import { tools } from '../../src/tools/catalogue.ts';
import { CALLS } from './calls.ts';
import { FAULTS } from './faults.ts';
import { RIGHT } from './judge.ts';
import { runFaults } from './run-faults.ts';

test('there is a working call of every tool, and more than thirty faults', () => {
  const names = tools.map(({ name }) => name).toSorted();
  expect(CALLS.map(({ tool }) => tool).toSorted(), 'write a call in tests/faults/calls.ts').toEqual(names);
  expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  expect(FAULTS.length).toBeGreaterThan(30);
});

/** What goes wrong most often, and what was once taken for right. */
const SOME =
  /^(reset once|body cut|401 that|\{\}|no HTTP|another thing|a body without end|one event|.*a count of)/;

test('a list and a write go through some of them over stdio', async () => {
  const { cases } = await runFaults({
    mode: 'stdio',
    lanes: 1,
    only: ({ tool, path, fault }) =>
      /^(list_chat_rules|update_chat_rule)$/.test(tool) &&
      (fault === '*' || (SOME.test(fault) && /chat-config/.test(path))),
  });
  expect(cases.length).toBeGreaterThan(9);
  expect(cases.filter(({ verdict }) => !RIGHT.includes(verdict))).toEqual([]);
}, 60_000);
