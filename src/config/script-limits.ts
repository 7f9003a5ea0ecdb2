/** Limits on a script's size, in bytes of UTF-8 after what the runner cannot have is stripped. */
export interface SizeLimits {
  /** Above it a warning: proxies have been seen to cut requests of this size. */
  softBytes: number;
  /** Above it a refusal. */
  hardBytes: number;
}

export const DEFAULT_LIMITS: SizeLimits = { softBytes: 10_240, hardBytes: 65_536 };
