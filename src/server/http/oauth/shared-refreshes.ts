import { createHash } from 'node:crypto';
import type { PlatformTokens } from '../../../platform/sign-in/provider.ts';

/** The platform's refresh tokens can be used once; callers who use one at the same time get the same answer. */
export interface SharedRefreshes {
  /**
   * The result of `ask`, which is called once for everyone who brings that token within ten seconds of the first; failures
   * are not kept.
   */
  share(token: string, ask: () => Promise<PlatformTokens>): Promise<PlatformTokens>;
}

const SHARED_FOR_MS = 10_000;

export function createSharedRefreshes(): SharedRefreshes {
  const answers = new Map<string, { answer: Promise<PlatformTokens>; until: number }>();
  const forgetOld = (now: number) => {
    for (const [key, { until }] of answers) if (until <= now) answers.delete(key);
  };
  return {
    share: (token, ask) => {
      const now = Date.now();
      forgetOld(now);
      const key = createHash('sha256').update(token).digest('base64');
      const known = answers.get(key);
      if (known) return known.answer;
      const answer = ask();
      answers.set(key, { answer, until: now + SHARED_FOR_MS });
      answer.catch(() => answers.delete(key));
      return answer;
    },
  };
}
