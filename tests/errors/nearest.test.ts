import { expect, it } from 'vitest';
import { nearest } from '../../src/errors/nearest.ts';

const TOOLS = ['run_slx', 'run_script', 'commit_slx', 'get_workspace_issues', 'list_workspaces'];

it.each([
  ['run-slx', 'run_slx'],
  ['RunSlx', 'run_slx'],
  ['get_issues', 'get_workspace_issues'],
  ['list_workspace', 'list_workspaces'],
  ['comit_slx', 'commit_slx'],
  ['list', 'list_workspaces'],
  ['rnu_lsx', 'run_slx'],
])('takes %s for %s', (given, meant) => {
  expect(nearest(given, TOOLS)).toBe(meant);
});

it.each(['kubernetes', '', 'xy', 'run'])('takes %j for none of them', (given) => {
  expect(nearest(given, TOOLS)).toBeUndefined();
});
