import { describe, expect, it } from 'vitest';
import { type RealRun, realRuns, replay } from './real-runs.ts';

/** The runs whose script is kept, so that it can run again. */
export const REPEATABLE = realRuns.filter(({ script }) => script !== null);

/** Scripts that end after they have written `[]`, or that lose both streams. */
const LOSES_MARK = new Set(['sh-exit0-after', 'sh-exit3-after', 'sh-timeout-after', 'sh-badutf-out']);

/** Results of SLIs that the platform takes for no number. */
const BAD = new Set(['ok\n', '1\n2\n', '01\n', '+1\n']);

/** Runs scripts again and holds what is read from their artifacts to what the platform did with them. */
export function tryRealRuns(runs: readonly RealRun[]): void {
  const named = (kind: RealRun['kind']) =>
    runs.filter((run) => run.kind === kind).map((run) => [run.id, run] as const);

  describe.each([true, false])('scripts that the platform ran, with a completion mark: %s', (mark) => {
    it.concurrent.each(named('task'))('%s', async (_, real) => {
      const { reading, isMarked } = await replay(real, { mark });
      const { outcome } = reading;
      if (real.truth === 'issues') expect(outcome).toBe('issues');
      else if (real.truth === 'failed') expect(['bad_output', 'not_started']).toContain(outcome);
      else if (real.truth !== 'healthy') expect(outcome).not.toBe('healthy');
      else if (isMarked && !LOSES_MARK.has(real.id)) expect(outcome).toBe('healthy');
      else expect(['healthy', 'unknown']).toContain(outcome);
    });
  });

  describe('SLI scripts that the platform ran', () => {
    it.concurrent.each(named('sli'))('%s', async (_, real) => {
      const { reading } = await replay(real, { mark: true });
      const text = real.result_file ?? '';
      const value = BAD.has(text) ? undefined : text.replaceAll('"', '').replace('\\u00a0', '').trim();
      const isNumber = value !== undefined && /^[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?$/.test(value);
      expect(reading.outcome === 'metric').toBe(isNumber);
    });
  });
}
