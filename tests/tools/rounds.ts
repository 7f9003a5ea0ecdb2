import { setTimeout as sleep } from 'node:timers/promises';
import type { Pools } from '../../src/platform/transport/pool.ts';

/** What a call asked, each row the requests that did not wait for one another, as `GET /path?query`. */
export type Rounds = string[][];

/** How long nothing more may be asked before what was asked counts as one round, in milliseconds. */
const QUIET_MS = 8;

/**
 * Connections that let requests through round by round: the next round begins when all of the one before is answered
 * and nothing more is asked, so that a request's round is how many had to be answered one after another before it.
 */
export function inRounds(pools: Pools): { pools: Pools; take(): Rounds } {
  let rounds: Rounds = [];
  let waiting: { name: string; go(): void }[] = [];
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    clearTimeout(timer);
    if (underWay > 0 || waiting.length === 0) return;
    timer = setTimeout(() => {
      const now = waiting;
      waiting = [];
      underWay = now.length;
      rounds.push(now.map(({ name }) => name).toSorted());
      for (const { go } of now) go();
    }, QUIET_MS);
  };
  const done = async () => {
    // What an answer leads to is asked before the next round.
    await sleep(0);
    underWay -= 1;
    settle();
  };
  return {
    pools: {
      ...pools,
      send: async (url, request) => {
        const { pathname, search } = new URL(url);
        const name = `${request.method} ${pathname}${search}`;
        await new Promise<void>((go) => {
          waiting.push({ name, go });
          settle();
        });
        try {
          const reply = await pools.send(url, request);
          if (request.lane === 'streams') void done();
          else reply.body.once('close', done);
          return reply;
        } catch (error) {
          void done();
          throw error;
        }
      },
    },
    take() {
      const taken = rounds;
      rounds = [];
      return taken;
    },
  };
}
