const kept: unknown[] = [];

/**
 * Keeps an object of a kind as long as the process lives. V8 throws away what it compiled for a kind of object when the last
 * one is gone, and would compile it anew for every script.
 */
export function keepAlive(...examples: readonly unknown[]): void {
  kept.push(...examples);
}
