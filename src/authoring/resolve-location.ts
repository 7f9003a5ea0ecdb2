import { adviseLocation, type ChosenLocation, chooseLocation, needsUsage } from '../slx/locations.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { readUsage, usageNotes } from './slx-usage.ts';

/** Where a script will run, with the reason and what was noticed on the way. */
export interface ResolvedLocation extends ChosenLocation {
  notes: string[];
}

/**
 * Picks the location as the rules say; what SLXs use counts only where several private ones compete. `why` is the reason for
 * `given` where it was not the caller who gave it.
 */
export async function resolveLocation(
  workspace: string,
  given: string | undefined,
  context: ToolContext,
  why?: string,
): Promise<ResolvedLocation> {
  const { locations, notes, usage } = await listLocations(workspace, given, context);
  return {
    ...chooseLocation(given, locations, usage?.locations ?? [], why),
    notes: [...notes, ...(usage ? usageNotes(usage) : [])],
  };
}

/** All locations, with advice on which to use. */
export async function describeLocations(workspace: string, context: ToolContext) {
  const { locations, notes, usage } = await listLocations(workspace, undefined, context);
  return {
    locations,
    notes: [...notes, ...(usage ? usageNotes(usage) : [])],
    advice: adviseLocation(locations, usage?.locations ?? []),
  };
}

/**
 * With what SLXs use where that decides; it is asked for at the same time as the locations, before it is known whether
 * it will.
 */
async function listLocations(workspace: string, given: string | undefined, context: ToolContext) {
  const used = given ? undefined : readUsage(workspace, context);
  used?.catch(() => {});
  const { locations, source, notes } = await context.platform.locations.list(workspace, context);
  return {
    locations,
    // The source is worth a note where others were asked before it and knew none.
    notes: source && notes.length > 0 ? [...notes, `Taken from ${source}.`] : notes,
    usage: needsUsage(given, locations) ? await used : undefined,
  };
}
