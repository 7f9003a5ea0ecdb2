/** The result of one check. `unknown` where it cannot be told from here. */
export type Status = 'ok' | 'warning' | 'failed' | 'unknown';

export interface Check {
  /** What was checked, in a word or two. */
  about: string;
  status: Status;
  /** What was found; no secrets. */
  found: string;
  /** What to do about it. */
  advice?: string;
  /** How long it took, in milliseconds, where a service was asked. */
  ms?: number;
}

export const ok = (about: string, found: string, ms?: number): Check => ({
  about,
  status: 'ok',
  found,
  ...(ms === undefined ? {} : { ms }),
});

export const warning = (about: string, found: string, advice: string): Check => ({
  about,
  status: 'warning',
  found,
  advice,
});

export const failed = (about: string, found: string, advice: string): Check => ({
  about,
  status: 'failed',
  found,
  advice,
});

export const unknown = (about: string, found: string): Check => ({ about, status: 'unknown', found });
