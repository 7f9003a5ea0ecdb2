const ROOT = 'custom';

/**
 * Where an authored SLX is found: below `custom/`, so that it never mixes with discovered resources. Blanks and empty
 * segments are dropped; undefined where nothing is left.
 */
export function resourcePath(given: string | null | undefined): string | undefined {
  const segments = (given ?? '')
    .split('/')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '');
  const below = segments[0]?.toLowerCase() === ROOT ? segments.slice(1) : segments;
  return below.length === 0 ? undefined : [ROOT, ...below].join('/');
}
