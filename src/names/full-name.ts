/** The short name that URLs take, of an SLX or an assistant: `<workspace>--` in front is removed. */
export function shortNameOf(workspace: string, name: string): string {
  const given = name.trim();
  const prefix = `${workspace}--`;
  return given.startsWith(prefix) ? given.slice(prefix.length) : given;
}

/** The short name of an SLX or assistant as the platform describes it; older platforms give the full name alone. */
export function ownShortName({
  name,
  shortName,
}: {
  name: string;
  shortName?: string | null | undefined;
}): string {
  return shortName ?? name.split('--').at(-1)!;
}

/** `<workspace>--<short name>`, the form in which the platform stores both; forming it twice changes nothing. */
export function fullNameOf(workspace: string, name: string): string {
  return `${workspace}--${shortNameOf(workspace, name)}`;
}
