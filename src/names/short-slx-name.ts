/** The short name that URLs take: a given `<workspace>--` prefix is removed. */
export function shortSlxName(given: string, workspace: string): string {
  const name = given.trim();
  const prefix = `${workspace}--`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
