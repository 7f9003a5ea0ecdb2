import { describe, expect, test } from 'vitest';
import { updateAssistant } from '../../../src/tools/assistants/update-assistant.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const EDGAR = { workspace_name, short_name: 'eager-edgar' };

const stored = ({ sandbox }: ToolBench) =>
  sandbox.world.workspaces.get(workspace_name)!.personas.get('eager-edgar')!;

/** Changes the assistant behind the caller's back, right after the sandbox answered the nth such request. */
async function benchWithIntruder(after: { method: string; nth: number }, change: (bench: ToolBench) => void) {
  let seen = 0;
  const bench: ToolBench = await toolBench({
    observe({ request }) {
      if (!request.path.includes('/personas/') || request.method !== after.method) return;
      seen += 1;
      if (seen === after.nth) change(bench);
    },
  });
  return bench;
}

describe('update_assistant', () => {
  test('changes one field and leaves all others', async () => {
    const bench = await toolBench();
    Object.assign(stored(bench), {
      searchFilters: { team: 'basket' },
      filterStopWords: ['the'],
      filterScope: 'all',
    });
    const before = { ...stored(bench) };
    const reply = await bench.call(updateAssistant, { ...EDGAR, description: 'Night shift' });
    expect(reply).not.toHaveProperty('conflicts');
    expect(stored(bench)).toEqual({ ...before, description: 'Night shift', modified: expect.any(String) });
  });

  test('an empty text empties a field, an empty list a list', async () => {
    const bench = await toolBench();
    Object.assign(stored(bench), { filterStopWords: ['the'] });
    await bench.call(updateAssistant, { ...EDGAR, description: '', filter_stop_words: [] });
    expect(stored(bench)).toMatchObject({ description: null, filterStopWords: [], fullName: 'Eager Edgar' });
  });

  test('null lists of an older assistant are sent as empty ones', async () => {
    const bench = await toolBench();
    Object.assign(stored(bench), { filterStopWords: null, runConfig: null });
    await bench.call(updateAssistant, { ...EDGAR, description: 'x' });
    expect(stored(bench)).toMatchObject({ filterStopWords: [], runConfig: {} });
    // Such an answer is not as published, which is the point here.
    bench.sandbox.violations.splice(0);
  });

  test('a change that someone else made before it was read survives', async () => {
    const bench = await toolBench();
    stored(bench).fullName = 'Edgar the Eager';
    await bench.call(updateAssistant, { ...EDGAR, description: 'x' });
    expect(stored(bench)).toMatchObject({ fullName: 'Edgar the Eager', description: 'x' });
  });

  test('what someone else changed after the write is reported', async () => {
    const bench = await benchWithIntruder({ method: 'POST', nth: 1 }, (bench) => {
      stored(bench).description = 'theirs';
    });
    const reply = await bench.call(updateAssistant, { ...EDGAR, description: 'ours' });
    expect(reply.conflicts).toEqual([{ field: 'description', written: 'ours', found: 'theirs' }]);
    expect(reply.message).toContain('description');
    expect(reply.description).toBe('theirs');
  });

  test('updates that a host sends at once do not undo each other', async () => {
    const bench = await toolBench({ latencyMs: 15 });
    await Promise.all([
      bench.call(updateAssistant, { ...EDGAR, description: 'one' }),
      bench.call(updateAssistant, { ...EDGAR, full_name: 'Two' }),
      bench.call(updateAssistant, { ...EDGAR, run_confidence_threshold: 0.6 }),
    ]);
    expect(stored(bench)).toMatchObject({ description: 'one', fullName: 'Two', runConfidenceThreshold: 0.6 });
  });

  test.each([
    [{}, 'Nothing to change'],
    [{ short_name: 'pay-core-7--edgar', description: 'x' }, 'reserved'],
    [{ short_name: 'nobody', description: 'x' }, 'There is no assistant "nobody"'],
    [{ filter_confidence_threshold: 2 }, 'filter_confidence_threshold'],
  ])('%j is refused without a write', async (changes, problem) => {
    const { refusal, sandbox } = await toolBench();
    expect((await refusal(updateAssistant, { ...EDGAR, ...changes })).message).toContain(problem);
    expect(sandbox.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});
