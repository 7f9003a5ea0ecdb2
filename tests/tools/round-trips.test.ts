import { expect, test } from 'vitest';
import type { ToolDefinition } from '../../src/tool-kit/define-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { CALLS } from '../faults/calls.ts';
import { ROUND_TRIPS } from './round-trips.ts';
import { inRounds, type Rounds } from './rounds.ts';
import { toolBench } from './tool-caller.ts';

const toolOf = (name: string): ToolDefinition => tools.find((tool) => tool.name === name)!;

/** Without repeated requests for the same thing, such as a run that is not over. */
const distinct = (rounds: Rounds) =>
  rounds.filter((round, index) => round.join() !== rounds[index - 1]?.join());

const sizes = (rounds: Rounds) => distinct(rounds).map(({ length }) => length);

function twice(rounds: Rounds): string[] {
  const all = distinct(rounds).flat();
  return all.filter((name, index) => all.indexOf(name) !== index);
}

test('every tool is in the table', () => {
  const names = tools.map(({ name }) => name).toSorted();
  expect(Object.keys(ROUND_TRIPS).toSorted(), 'write a row in tests/tools/round-trips.ts').toEqual(names);
});

/** Whose requests must not grow with the workspace. */
const FLAT = /^(commit_slx|run_script|deploy_registry_codebundle|get_workspace_(locations|secrets))$/;

const cases = [
  ...CALLS.map((one) => ({ ...one, slxs: undefined })),
  ...CALLS.filter(({ tool }) => FLAT.test(tool)).map((one) => ({ ...one, slxs: 600 })),
];

test.each(cases)(
  '$tool asks as often, and in as many steps, as the table says, and nothing twice ($slxs SLXs)',
  async (one) => {
    let take = (): Rounds => [];
    const bench = await toolBench({
      slxs: one.slxs,
      environment: { MCP_POLL_INTERVAL_S: '0.1', MCP_ARTIFACT_SETTLE_DELAY_S: '0' },
      wrapPools(pools) {
        const rounds = inRounds(pools);
        take = rounds.take;
        return rounds.pools;
      },
    });
    const { first, second, again = [] } = ROUND_TRIPS[one.tool]!;
    const call = async (made?: unknown) => {
      take();
      await bench.call(toolOf(one.tool), one.args(made));
      const rounds = take();
      expect(twice(rounds).filter((name) => !again.some((known) => name.includes(known)))).toEqual([]);
      return sizes(rounds);
    };
    // A call that makes what this one is about has filled the caches.
    if (one.before)
      expect(await call(await bench.call(toolOf(one.before.tool), one.before.args))).toEqual(second);
    else expect(await call()).toEqual(first);
    if (!one.before && second) expect(await call()).toEqual(second);
  },
);
