/** One note for each parameter that is given although nothing of what is made takes it. */
export function noteUnused(given: Record<string, unknown>, reason: string): string[] {
  return Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `${name} is not used: ${reason}.`);
}
