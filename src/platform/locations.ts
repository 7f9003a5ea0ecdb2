import type { CallOptions } from './request.ts';

/** A place where scripts really run. */
export interface Location {
  name: string;
  /** `public` reaches the internet only; anything else counts as private; null where the platform does not say. */
  type: string | null;
  /** Id of its runner. */
  uuid: string | null;
  /** `online`, `stale` or `unknown`. */
  health: string | null;
  lastHeartbeat: string | null;
}

export interface LocationList {
  locations: Location[];
  /** The path that answered. */
  source: string;
  /** Which sources were asked in vain. */
  notes: string[];
}

export interface Locations {
  list(workspace: string, options: CallOptions): Promise<LocationList>;
}
