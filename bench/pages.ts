import { startPagedList } from './paged-list/start.ts';
import { platformAt, signal } from './platform-at.ts';
import { median, report, round } from './report.ts';

const LIST = { pages: 50, perPage: 20, latencyMs: 20 };
const REPETITIONS = 5;
const TIMES_SOONER = 4;

/** Median milliseconds of reading the whole list through the product's own client. */
async function wholeList(counted: boolean): Promise<number> {
  const list = await startPagedList({ ...LIST, counted });
  const { platform, close } = platformAt(list.url, 'token');
  const times: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const start = performance.now();
    const { results } = await platform.slxs.list('shop', {}, { signal });
    times.push(performance.now() - start);
    if (results.length !== LIST.pages * LIST.perPage) throw new Error(`${results.length} SLXs arrived`);
    if (results.some(({ id }, index) => id !== index + 1)) throw new Error('SLXs arrived out of order');
  }
  await close();
  list.stop();
  return median(times.slice(1));
}

const oneByOne = await wholeList(false);
const together = await wholeList(true);
report({
  measured: 'reading 50 pages of SLXs at 20 ms latency: pages fetched together against one after another',
  numbers: {
    repetitions: REPETITIONS,
    together_median_ms: round(together),
    one_by_one_median_ms: round(oneByOne),
    times_sooner: round(oneByOne / together, 2),
  },
  bound: `at least ${TIMES_SOONER} times sooner`,
  held: oneByOne >= TIMES_SOONER * together,
});
