/** The short name that URLs take, of an SLX or an assistant: `<workspace>--` in front is removed. */
export function shortNameOf(workspace: string, name: string): string {
  const given = name.trim();
  const prefix = `${workspace}--`;
  return given.startsWith(prefix) ? given.slice(prefix.length) : given;
}

/** `<workspace>--<short name>`, the form in which the platform stores both; forming it twice changes nothing. */
export function fullNameOf(workspace: string, name: string): string {
  return `${workspace}--${shortNameOf(workspace, name)}`;
}
