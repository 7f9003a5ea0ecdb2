import type { LoadedSkills } from './load-skills.ts';

/** What a variable of the templates that skills are served by may become. */
export function completeSkill(
  { skills }: LoadedSkills,
  uri: string,
  variable: string,
  value: string,
): string[] {
  if (!uri.startsWith('runwhen-skill://')) return [];
  const names =
    variable === 'name'
      ? skills.map(({ name }) => name)
      : [...new Set(skills.flatMap(({ references }) => references.map(({ file }) => file)))];
  return names.filter((name) => name.startsWith(value)).slice(0, 100);
}
