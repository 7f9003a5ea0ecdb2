import { execFileSync } from 'node:child_process';

/**
 * Shows that files keep their story when they move: of each commit whose title begins with “Move”, how many files git
 * sees as renamed, and the files that it takes for new or gone. Ends with 1 where there is one. Takes a range of commits.
 */

const [range = 'HEAD'] = process.argv.slice(2);
const git = (...words: string[]) => execFileSync('git', words, { encoding: 'utf8' }).trim();

const moves = git('log', '--format=%h %s', '--grep=^Move ', range).split('\n').filter(Boolean);
for (const move of moves) {
  const [commit = ''] = move.split(' ');
  const changes = git('show', '--find-renames', '--name-status', '--format=', commit).split('\n');
  const lost = changes.filter((change) => /^[AD]\t/.test(change));
  const renamed = changes.filter((change) => change.startsWith('R')).length;
  process.stdout.write(`${move}: ${renamed} renamed, ${lost.length} new or gone\n`);
  for (const change of lost) process.stdout.write(`  ${change}\n`);
  if (lost.length > 0) process.exitCode = 1;
}
