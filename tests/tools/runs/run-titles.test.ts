import { describe, expect, test } from 'vitest';
import { titlesOf } from '../../../src/tools/runs/run-titles.ts';

const run = (passedTitles: string, resolvedTaskTitles: string, failedTitles = '') => ({
  id: 1,
  passedTitles,
  failedTitles,
  resolvedTaskTitles,
});

describe('the titles of a run', () => {
  test.each([
    ['the literal of the tool-builder', '${TASK_TITLE}', 'Check Disk', ['Check Disk']],
    ['a literal beside others', 'One || ${TASK_TITLE}', 'One||Two', ['One', 'Two']],
    [
      'titles with variables',
      'Pods in `${NS}` || Events of `${NS}` in ${ZONE} now',
      'Events of `a b` in eu now||Pods in `a b`',
      ['Pods in `a b`', 'Events of `a b` in eu now'],
    ],
    ['plain words', 'One || Two', 'One||Two', ['One', 'Two']],
  ])('are told in words: %s', (_, passed, resolved, expected) => {
    expect(titlesOf(run(passed, resolved), passed)).toEqual(expected);
  });

  test.each([
    ['two could be meant', '${TASK_TITLE}', 'One||Two'],
    ['two have the same', '${TASK_TITLE} || ${OTHER}', 'One'],
    ['nothing fits', 'Pods in ${NS}', 'Events in checkout'],
    ['the words are too short for both ends', 'aba${X}aba', 'aba'],
    ['none are known', '${TASK_TITLE}', ''],
  ])('stay as they are where %s', (_, passed, resolved) => {
    expect(titlesOf(run(passed, resolved), passed)).toEqual(passed.split(' || '));
  });

  test('are not taken for those of another task that failed', () => {
    const told = run('Pods in ${NS}', 'Pods in a||Pods in b', 'Pods in ${OTHER_NS}');
    expect(titlesOf(told, told.passedTitles)).toEqual(['Pods in ${NS}']);
  });
});
