import { Refused } from '../errors/request-errors.ts';
import { fullNameOf, shortNameOf } from './full-name.ts';
import { shortNameProblem } from './slx-name.ts';

/**
 * An assistant's short name from either of its forms: `<workspace>--` in front is removed. Throws `Refused` for
 * another workspace's prefix, for `--` anywhere else, and for anything but 1 to 63 characters of lowercase
 * kebab-case.
 */
export function personaShortName(workspace: string, name: string): string {
  const short = shortNameOf(workspace, name);
  const problem = shortNameProblem(short);
  if (problem === undefined) return short;
  throw new Refused(`${JSON.stringify(short)} cannot be an assistant's name: ${problem}.`, {
    hint: `Use letters a-z, digits and single hyphens, such as azure-devops; assistants of ${workspace} only.`,
  });
}

/** `<workspace>--<short name>`, the form in which the platform stores an assistant; forming it twice changes nothing. */
export function personaFullName(workspace: string, name: string): string {
  return fullNameOf(workspace, personaShortName(workspace, name));
}
