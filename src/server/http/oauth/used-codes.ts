/** Codes that this copy of the server has redeemed. Across copies, the platform's own code inside makes them single-use. */
export interface UsedCodes {
  /** False where the code was used before. */
  use(code: string): boolean;
}

const MOST = 10_000;

/** Remembers codes for as long as they could be redeemed. */
export function createUsedCodes(lifetimeMs: number, now: () => number = Date.now): UsedCodes {
  const used = new Map<string, number>();
  return {
    use: (code) => {
      for (const [old, forgetAt] of used) {
        if (forgetAt > now() && used.size < MOST) break;
        used.delete(old);
      }
      if (used.has(code)) return false;
      used.set(code, now() + lifetimeMs);
      return true;
    },
  };
}
