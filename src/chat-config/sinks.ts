import { z } from 'zod';
import { Refused } from '../errors/request-errors.ts';

/** Where the result of a scheduled command goes. */
export const sinkConfigs = z.array(
  z.looseObject({
    type: z.enum(['email', 'slack']),
    mode: z.enum(['user', 'all-workspace-users', 'channel', 'webhook']),
    target: z.string().describe('E-mail, channel or webhook URL').optional(),
  }),
);

export type Sink = z.output<typeof sinkConfigs>[number];

/** Throws `Refused` for a sink that cannot reach anyone: a channel without a name, a webhook without a URL. */
export function checkSinks(sinks: readonly Sink[]): void {
  for (const [index, sink] of sinks.entries()) {
    const problem = problemOf(sink);
    if (problem) {
      throw new Refused(`sink_configs[${index}]: ${problem}.`, {
        hint: 'A channel sink names a Slack channel, a webhook sink an https URL, as target.',
      });
    }
  }
}

function problemOf({ mode, target }: Sink): string | undefined {
  if (mode === 'channel' && !target?.trim()) return 'mode channel needs a target';
  if (mode === 'webhook' && !isWebAddress(target)) return 'mode webhook needs a URL as target';
  return undefined;
}

function isWebAddress(target: string | undefined): boolean {
  return target !== undefined && /^https?:\/\//.test(target) && URL.canParse(target);
}
