import { readFileSync } from 'node:fs';
import { type RealRun, realRuns, replay } from '../tests/ground-truth/real-runs.ts';

/** A share of the runs that left `[]` and kept their streams; with the mark they are all to be called healthy. */
const MOST_DOUBTED_WITH_MARK = 0;
/** These end after they have written `[]`, or lose both streams: nothing is left to tell. */
const LEAVES_NOTHING = new Set(['sh-exit0-after', 'sh-exit3-after', 'sh-timeout-after', 'sh-badutf-out']);

const [file] = process.argv.slice(2);
const runs: RealRun[] = (file === undefined ? realRuns : readRows(file)).filter(
  ({ script }) => script !== null,
);

let failed = false;
for (const mark of [false, true]) {
  const rows: { real: RealRun; outcome: string; isMarked: boolean }[] = [];
  for (const real of runs) {
    const { reading, isMarked } = await replay(real, { mark });
    rows.push({ real, outcome: reading.outcome, isMarked });
  }
  console.log(mark ? '\nWith the mark' : 'Without the mark');
  for (const truth of [...new Set(runs.map(truthOf))].sort()) {
    const of = rows.filter(({ real }) => truthOf(real) === truth);
    const outcomes = [...new Set(of.map(({ outcome }) => outcome))].sort();
    const counts = outcomes.map((one) => {
      const count = of.filter(({ outcome }) => outcome === one).length;
      return `${one} ${count} (${Math.round((100 * count) / of.length)} %)`;
    });
    console.log(`  ${truth}, ${of.length}: ${counts.join(', ')}`);
  }
  const wrong = rows.filter(({ real, outcome }) => isWrong(real, outcome));
  const doubted = rows.filter(
    ({ real, outcome, isMarked }) =>
      isMarked && real.truth === 'healthy' && outcome === 'unknown' && !LEAVES_NOTHING.has(real.id),
  );
  for (const { real, outcome } of wrong)
    console.log(`  WRONG ${real.id}: ${truthOf(real)}, called ${outcome}`);
  if (mark) for (const { real } of doubted) console.log(`  doubted with the mark: ${real.id}`);
  failed ||= wrong.length > 0 || (mark && doubted.length > MOST_DOUBTED_WITH_MARK);
}
process.exitCode = failed ? 1 : 0;

function truthOf({ truth, kind }: RealRun): string {
  return truth ?? kind;
}

function isWrong({ truth }: RealRun, outcome: string): boolean {
  if (truth === 'issues') return outcome !== 'issues';
  if (truth === 'healthy') return outcome !== 'healthy' && outcome !== 'unknown';
  if (truth === 'failed') return !['bad_output', 'not_started'].includes(outcome);
  return truth !== null && ['healthy', 'issues'].includes(outcome);
}

function readRows(path: string): RealRun[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
