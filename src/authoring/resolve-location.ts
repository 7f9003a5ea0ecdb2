import { NotFound } from '../errors/platform-errors.ts';
import type { Slx } from '../platform/slxs.ts';
import { adviseLocation, type ChosenLocation, chooseLocation, needsUsage } from '../slx/locations.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Where a script will run, with the reason and what was noticed on the way. */
export interface ResolvedLocation extends ChosenLocation {
  notes: string[];
}

/** Picks the location as the rules say; SLXs are read only where several private ones compete. */
export async function resolveLocation(
  workspace: string,
  given: string | undefined,
  context: ToolContext,
): Promise<ResolvedLocation> {
  const { locations, notes } = await listLocations(workspace, context);
  const usage = needsUsage(given, locations) ? await locationUsage(workspace, context) : [];
  return { ...chooseLocation(given, locations, usage), notes };
}

/** All locations, with advice on which to use. */
export async function describeLocations(workspace: string, context: ToolContext) {
  const { locations, notes } = await listLocations(workspace, context);
  const usage = needsUsage(undefined, locations) ? await locationUsage(workspace, context) : [];
  return { locations, notes, advice: adviseLocation(locations, usage) };
}

/** The source is worth a note where others were asked in vain before it. */
async function listLocations(workspace: string, { platform, signal }: ToolContext) {
  const { locations, source, notes } = await platform.locations.list(workspace, { signal });
  return { locations, notes: source && notes.length > 0 ? [...notes, `Taken from ${source}.`] : notes };
}

/** Names or runner ids that the runbooks of committed SLXs name, one for each runbook. */
async function locationUsage(workspace: string, { platform, signal }: ToolContext): Promise<string[]> {
  try {
    const { results } = await platform.slxs.list(workspace, {}, { signal });
    return results.flatMap(usedBy);
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}

function usedBy({ runbook }: Slx): string[] {
  const named = runbook?.spec?.location ?? runbook?.runnerUuid;
  return typeof named === 'string' && named !== '' ? [named] : [];
}
