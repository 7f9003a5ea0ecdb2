import { NotFound } from '../errors/platform-errors.ts';
import type { SlxUsage } from '../platform/slx-usage.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

const NOTHING: SlxUsage = { locations: [], secrets: [], read: 0, count: 0, readAt: 0 };
/** Usage that was read less long ago, in milliseconds, counts as just read: nobody changes what most SLXs use so often. */
const FRESH_MS = 120_000;

/** What the SLXs of a workspace use; nothing where the platform has no list of them. */
export async function readUsage(workspace: string, { platform, signal }: ToolContext): Promise<SlxUsage> {
  try {
    return await platform.slxs.usage(workspace, { signal });
  } catch (error) {
    if (error instanceof NotFound) return NOTHING;
    throw error;
  }
}

/** The notes of a result in which usage decided something; none where all SLXs were just read. */
export function usageNotes(usage: SlxUsage): string[] {
  if (usage === NOTHING)
    return ['What committed SLXs use is not known: the platform has no list of SLXs (404).'];
  const { read, count, readAt } = usage;
  const age = performance.now() - readAt;
  const isWhole = count !== null && read >= count;
  if (isWhole && age < FRESH_MS) return [];
  const which = isWhole
    ? `all ${count} SLXs`
    : `the first ${read}${count === null ? '' : ` of ${count}`} SLXs`;
  const when = age < FRESH_MS ? '' : ` as they were ${Math.round(age / 1000)} s ago`;
  return [`What committed SLXs use was learned from ${which}${when}.`];
}
