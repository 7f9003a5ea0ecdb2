import { describe, expect, it } from 'vitest';
import { readIssues } from '../../src/run-outcome/artifacts.ts';
import { noteIssues } from '../../src/run-outcome/run-notes.ts';

const GOOD = {
  title: 'Pod api-1 is not ready',
  details: 'Pod api-1 in prod restarted 12 times within the last 10 minutes.',
  nextSteps: 'kubectl describe pod api-1 -n prod',
  severity: '2',
  observedAt: null,
};
const notesOn = (changes: Partial<typeof GOOD>) => noteIssues([{ ...GOOD, ...changes }]);

describe('§9 notes on what a run reported', () => {
  it('say that there are zero issues', () => {
    expect(noteIssues([])).toEqual([expect.stringContaining('zero issues')]);
  });

  it.each([
    ['an empty description', { details: '' }, "missing 'issue description'"],
    ['a short description', { details: 'short' }, '5 characters'],
    ['empty next steps', { nextSteps: ' ' }, "missing 'issue next steps'"],
    ['short next steps', { nextSteps: 'restart' }, '7 characters'],
    ['a short title', { title: 'Pod' }, '3 characters'],
    ['severity 0', { severity: '0' }, 'is invalid; it must be'],
    ['no severity', { severity: '' }, 'severity (none) is invalid; it must be'],
    ['a severity of two digits', { severity: '12' }, 'severity 12 is invalid; it must be'],
    ['a severity with a word', { severity: '2 high' }, 'severity 2 high is invalid; it must be'],
    ['a title of one character too few', { title: 'Pod down'.slice(0, 7) }, '7 characters'],
    ['a short title without a number', { title: 'Disk' }, '4 characters'],
    ['a number in too short a title', { title: 'a 9' }, '3 characters'],
    ['TODO in the title', { title: 'TODO: write a title' }, 'placeholder or stub'],
    ['lorem ipsum in the description', { details: `Lorem ipsum ${GOOD.details}` }, 'placeholder or stub'],
  ])('are made on %s', (_, changes, words) => {
    expect(notesOn(changes)).toEqual([expect.stringContaining(words)]);
  });

  it.each([
    ['a description that gives a number', { details: 'Queue holds 150, more than 100.' }],
    ['a command', { nextSteps: 'kubectl top pod db-1' }],
    ['a short title with a number', { title: 'Disk 9%' }],
    ['a title of just enough characters', { title: 'Pod down' }],
    ['a number in half as many', { title: 'OOM1' }],
    ['a severity with blanks around it', { severity: ' 2 ' }],
  ])('are not made on %s', (_, changes) => {
    expect(notesOn(changes)).toEqual([]);
  });

  it('are made on a number alone', () => {
    expect(notesOn({ details: 'Value is 150' })).toEqual([
      "Issue 1: 'issue description' has only 12 characters: say what was observed, with values, names and times.",
    ]);
  });

  it.each(['1', '2', '3', '4'])('are not made on a good issue of severity %s', (severity) => {
    expect(notesOn({ severity })).toEqual([]);
  });

  it.each(['Summary of all pods', 'All pods are well'])('never miss a summary: %s', (title) => {
    expect(notesOn({ severity: '4', title })).toEqual([]);
  });

  it('are made alike for the keys of a script', () => {
    const line = JSON.stringify({
      'issue title': GOOD.title,
      'issue description': '',
      'issue severity': 2,
      'issue next steps': GOOD.nextSteps,
    });
    expect(noteIssues(readIssues(line).issues)).toEqual(["Issue 1: missing 'issue description'."]);
  });
});
