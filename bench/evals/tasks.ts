import type { Exchange } from '../../src/sandbox/http/exchange.ts';
import { type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import { DAY } from './day.ts';
import { MORE } from './more.ts';
import { type Answer, openIssues, type Scene, type Task } from './task.ts';

/** Twenty tasks; the first fourteen are those of a day. */
export const TASKS: Task[] = [...DAY, ...MORE];

/** A sandbox that keeps what an evaluation is judged by. */
export async function startScene(options: SandboxOptions = {}) {
  const exchanges: Exchange[] = [];
  const sandbox = await startSandbox({
    ...options,
    observe(exchange) {
      exchanges.push(exchange);
      options.observe?.(exchange);
    },
  });
  const before: Scene['before'] = new Map(
    [...sandbox.world.workspaces.values()].map((one) => [
      one.name,
      { open: openIssues(one).map(({ id }) => id), slxs: [...one.slxs.keys()] },
    ]),
  );
  return { sandbox, scene: { world: sandbox.world, exchanges, before } satisfies Scene };
}

/** What is wrong with each task's end, by its id; a task without an answer where one is asked for has that as its problem. */
export function judge(answers: Record<string, Answer>, scene: Scene): Map<string, string[]> {
  return new Map(
    TASKS.map(({ id, form, check }) => {
      const answer = answers[id];
      if (!answer && Object.keys(form).length > 0) return [id, ['no answer']];
      return [id, check(answer ?? {}, scene)];
    }),
  );
}

/** The tasks in words, for an agent. */
export function inWords(): string {
  const rows = TASKS.map(({ id, ask, form }, index) => {
    const members = Object.entries(form).map(([name, what]) => `   - \`${name}\`: ${what}`);
    return [
      `${index + 1}. \`${id}\`: ${ask}`,
      ...(members.length > 0 ? ['', '   Answer:', ...members] : []),
    ].join('\n');
  });
  return [
    'Do these tasks one after the other with the tools of the RunWhen server alone. Then write one JSON object into',
    '`answers.json`: the id of each task, and its answer, an object with the members that are named; `{}` where none are.',
    '',
    ...rows,
    '',
  ].join('\n');
}
