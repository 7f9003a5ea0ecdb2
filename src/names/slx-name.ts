import { Refused } from '../errors/request-errors.ts';

const MAX_LENGTH = 63;
const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Checks a short name: 1 to 63 characters of lowercase kebab-case. Throws `Refused`. */
export function checkSlxName(name: string): void {
  const problem = shortNameProblem(name);
  if (problem === undefined) return;
  throw new Refused(`${JSON.stringify(name)} cannot be the name of an SLX: ${problem}.`, {
    hint: 'Use letters a-z, digits and single hyphens, such as k8s-pod-health.',
    detail: { field: 'slx_name' },
  });
}

/** What is wrong with a short name, of an SLX or an assistant; undefined where nothing is. */
export function shortNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name.length > MAX_LENGTH) return `it has ${name.length} characters, max allowed is ${MAX_LENGTH}`;
  if (name.includes('--')) return 'consecutive hyphens are reserved; they separate a workspace from a name';
  return KEBAB_CASE.test(name) ? undefined : 'it is not lowercase kebab-case';
}
