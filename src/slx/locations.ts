import { didYouMean } from '../errors/nearest.ts';
import { Refused } from '../errors/request-errors.ts';

/** A place where scripts run, with what is needed to choose between several. */
export interface LocationChoice {
  name: string;
  /** `public` reaches only the internet; any other value counts as private. */
  type: string | null;
  uuid: string | null;
}

/** Where a script will run and why. */
export interface ChosenLocation {
  name: string;
  /** Id of the runner, where it is known. */
  uuid: string | null;
  reason: string;
}

/** What to tell a caller who has not chosen yet. */
export interface LocationAdvice {
  recommended: string | null;
  /** Whether the location may be left out. */
  autoResolves: boolean;
  hint: string;
  warning?: string;
}

/** A runner of the workspace itself. */
export const isPrivate = ({ type }: LocationChoice) => type !== 'public';

/**
 * Picks the location: the given one; otherwise the only private one; otherwise the private one that most runbooks of
 * committed SLXs use; otherwise, if there is no private one, the first public one. `usage` holds the names or runner ids
 * that those runbooks name, `why` the reason to report for the given one. Throws `Refused` where the user has to choose, or
 * where there is no location.
 */
export function chooseLocation(
  given: string | undefined,
  locations: readonly LocationChoice[],
  usage: readonly string[],
  why = 'It was given in the call.',
): ChosenLocation {
  if (given) return chosenByCaller(given, locations, why);
  const privates = locations.filter(isPrivate);
  const [only, second] = privates;
  if (only && !second) return { ...place(only), reason: 'It is the only private location of the workspace.' };
  const used = mostUsed(privates, usage);
  if (used) return { ...place(used), reason: 'Committed SLXs use it most.' };
  if (second) throw ambiguous(privates);
  const [first] = locations;
  if (first) return { ...place(first), reason: 'The workspace has no private location.' };
  throw new Refused('The workspace has no location to run scripts at.', {
    hint: 'Register a runner in the workspace, or name a location.',
  });
}

/** Whether `chooseLocation` needs to know what committed SLXs use. */
export function needsUsage(given: string | undefined, locations: readonly LocationChoice[]): boolean {
  return !given && locations.filter(isPrivate).length > 1;
}

export function adviseLocation(
  locations: readonly LocationChoice[],
  usage: readonly string[],
): LocationAdvice {
  const privates = locations.filter(isPrivate);
  const used = mostUsed(privates, usage);
  if (locations.length === 0) {
    return {
      recommended: null,
      autoResolves: false,
      hint: 'There is no location: register a runner in the workspace.',
    };
  }
  if (privates.length === 1) {
    return {
      recommended: privates[0]!.name,
      autoResolves: true,
      hint: 'Omit the location parameter: this one is used.',
    };
  }
  if (used) {
    return {
      recommended: used.name,
      autoResolves: true,
      hint: 'Omit the location parameter: this one is used, following existing SLX usage.',
    };
  }
  if (privates.length > 1) {
    const names = privates.map(({ name }) => name).join(', ');
    return { recommended: null, autoResolves: false, hint: `Ask the user which location to use: ${names}.` };
  }
  return {
    recommended: locations[0]!.name,
    autoResolves: true,
    hint: 'Omit the location parameter: the public location is used.',
    warning: 'A public location reaches the internet only, no internal systems.',
  };
}

function chosenByCaller(given: string, locations: readonly LocationChoice[], why: string): ChosenLocation {
  const known = locations.find(({ name, uuid }) => name === given || uuid === given);
  if (known) return { ...place(known), reason: why };
  if (locations.length === 0) return { name: given, uuid: null, reason: why };
  const names = locations.map(({ name }) => name);
  const unlisted = `It is not among the locations that the workspace lists${didYouMean(given, names)}.`;
  return { name: given, uuid: null, reason: `${why} ${unlisted}` };
}

function place({ name, uuid }: LocationChoice): { name: string; uuid: string | null } {
  return { name, uuid };
}

/** The location that most runbooks name; undefined where none is named, or two are named equally often. */
function mostUsed(
  locations: readonly LocationChoice[],
  usage: readonly string[],
): LocationChoice | undefined {
  const counted = locations
    .map((location) => ({
      location,
      count: usage.filter((value) => value === location.name || value === location.uuid).length,
    }))
    .toSorted((a, b) => b.count - a.count);
  const [first, second] = counted;
  if (!first || first.count === 0 || first.count === second?.count) return undefined;
  return first.location;
}

function ambiguous(privates: readonly LocationChoice[]): Refused {
  const names = privates.map(({ name }) => name);
  return new Refused(`The workspace has several private locations: ${names.join(', ')}.`, {
    hint: 'Ask the user which one to use and pass it as location.',
    detail: { locations: names },
  });
}
