import { Refused } from '../errors/request-errors.ts';

const MAX_LENGTH = 63;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * An assistant’s short name from either of its forms: `<workspace>--` in front is removed. Throws `Refused` for
 * another workspace’s prefix, for `--` anywhere else, and for anything but 1 to 63 characters of lowercase
 * kebab-case.
 */
export function personaShortName(workspace: string, name: string): string {
  const prefix = `${workspace}--`;
  const short = name.trim().startsWith(prefix) ? name.trim().slice(prefix.length) : name.trim();
  if (short.includes('--')) {
    throw badName(short, '"--" is reserved: it separates a workspace from an assistant', workspace);
  }
  if (short.length > MAX_LENGTH)
    throw badName(short, `it has ${short.length} characters, max allowed is ${MAX_LENGTH}`, workspace);
  if (!KEBAB_CASE.test(short)) throw badName(short, 'it is not lowercase kebab-case', workspace);
  return short;
}

/** `<workspace>--<short name>`, the form in which the platform stores an assistant; forming it twice changes nothing. */
export function personaFullName(workspace: string, name: string): string {
  return `${workspace}--${personaShortName(workspace, name)}`;
}

function badName(name: string, problem: string, workspace: string): Refused {
  return new Refused(`${JSON.stringify(name)} cannot be an assistant’s name: ${problem}.`, {
    hint: `Use letters a-z, digits and single hyphens, such as azure-devops; assistants of ${workspace} only.`,
  });
}
