/** Optional texts of the tools that save or run something. */
const OPTIONAL = [
  'base_name',
  'codebundle_ref',
  'cron_schedule',
  'from_slx',
  'generic_runtime_ref',
  'generic_runtime_repo_url',
  'location',
  'ref',
  'resource_path',
  'shortened_base_name',
  'sli_description',
  'source_slx_name',
  'task_title',
] as const;

/** Arguments whose optional texts may be absent, those with a default too. */
export type WithoutBlanks<Arguments> = Omit<Arguments, (typeof OPTIONAL)[number]> &
  Partial<Pick<Arguments, Extract<keyof Arguments, (typeof OPTIONAL)[number]>>>;

/** Arguments as if blank optional texts had not been given, and notes that name these. */
export function withoutBlanks<Arguments extends object>(
  given: Arguments,
): { args: WithoutBlanks<Arguments>; blankNotes: string[] } {
  const isBlank = (value: unknown) => typeof value === 'string' && value.trim() === '';
  const isOptional = (name: string) => (OPTIONAL as readonly string[]).includes(name);
  const blank = Object.entries(given).filter(([name, value]) => isOptional(name) && isBlank(value));
  return {
    args: { ...given, ...Object.fromEntries(blank.map(([name]) => [name, undefined])) },
    blankNotes: blank.map(([name]) => `${name} is blank and counts as not given.`),
  };
}
