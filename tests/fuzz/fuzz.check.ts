import { expect, test } from 'vitest';
import { runFuzz } from './run-fuzz.ts';

const { FUZZ_MESSAGES = '100000', FUZZ_SEED = '1', FUZZ_MINUTES = '12' } = process.env;

/** As many as one server gets; the next one has the next seed. */
const PER_SERVER = 20_000;

test(`${FUZZ_MESSAGES} messages out of the grammar bring no fault, no stray output and no end`, async () => {
  const end = Date.now() + Number(FUZZ_MINUTES) * 60_000;
  let left = Number(FUZZ_MESSAGES);
  for (let seed = Number(FUZZ_SEED); left > 0; seed += 1) {
    const messages = Math.min(PER_SERVER, left);
    const report = await runFuzz({ messages, seed, withinMs: Math.max(0, end - Date.now()) });
    console.log(`seed ${seed}: ${report.sent} sent, ${report.answered} answered`);
    expect(report, `seed ${seed}`).toMatchObject({ stray: [], faults: [], code: 0 });
    left -= report.sent;
    expect(report.sent, `seed ${seed}: the time was up with ${left} messages left`).toBe(messages);
  }
});
