import { Refused } from '../errors/request-errors.ts';

/** Longest name that SLX names built on it still have room for. */
const MAX_BASE_NAME = 15;

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Checks the name of a bundle's folder and files. Throws `Refused` and never mends it. */
export function checkBundleName(name: string): string {
  if (KEBAB.test(name) && name.length <= 63) return name;
  throw new Refused(`Invalid bundle_name ${JSON.stringify(name)}.`, {
    hint: 'Use lower-case words joined by single hyphens, at most 63 characters, such as cart-health.',
    detail: { bundle_name: name },
  });
}

/**
 * Prefix of the bundle's SLX names: as given, else the bundle's name cut to fit. Throws `Refused` for one that SLX
 * names cannot start with; a note says when it is longer than fits well.
 */
export function chooseBaseName(bundle: string, given?: string): { baseName: string; notes: string[] } {
  if (!given) return { baseName: bundle.slice(0, MAX_BASE_NAME).replace(/-+$/, ''), notes: [] };
  if (!KEBAB.test(given)) {
    throw new Refused(`Invalid base_name ${JSON.stringify(given)}.`, {
      hint: 'Use lower-case words joined by single hyphens, under 15 characters.',
    });
  }
  const long = given.length > MAX_BASE_NAME;
  const note = `base_name ${given} is longer than ${MAX_BASE_NAME} characters; SLX names built on it may be cut.`;
  return { baseName: given, notes: long ? [note] : [] };
}
