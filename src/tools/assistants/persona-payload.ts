import { isDeepStrictEqual } from 'node:util';
import { personaFullName } from '../../names/persona-name.ts';
import type { Persona, PersonaPayload } from '../../platform/personas.ts';
import type { GivenFields } from './assistant-fields.ts';

type Settings = Omit<PersonaPayload, 'name'>;

/** The platform's name for each field that a tool takes. */
const SETTINGS = {
  display_name: 'fullName',
  description: 'description',
  avatar_url: 'avatarUrl',
  filter_confidence_threshold: 'filterConfidenceThreshold',
  filter_issue_selection_strategy: 'filterIssueSelectionStrategy',
  filter_codebundle_task_tags: 'filterCodebundleTaskTags',
  filter_stop_words: 'filterStopWords',
  filter_scope: 'filterScope',
  search_filters: 'searchFilters',
  run_confidence_threshold: 'runConfidenceThreshold',
  run_config: 'runConfig',
} as const satisfies Record<keyof GivenFields, keyof Settings>;

/** The whole payload of a sync: the given values, then the stored persona's, then the platform's defaults. */
export function personaPayload(
  workspace: string,
  shortName: string,
  given: GivenFields,
  stored?: Persona,
): PersonaPayload {
  const changes = Object.entries(SETTINGS)
    .map(([field, key]) => [key, given[field as keyof GivenFields]] as const)
    .filter(([, value]) => value !== undefined);
  return {
    name: personaFullName(workspace, shortName),
    ...settingsOf({ ...stored, ...Object.fromEntries(changes) }),
  };
}

/** Empty texts become null; null lists and objects become empty ones, because the platform rejects null there. */
function settingsOf(persona: Partial<Persona>): Settings {
  return {
    fullName: persona.fullName || null,
    description: persona.description || null,
    avatarUrl: persona.avatarUrl || null,
    filterConfidenceThreshold: persona.filterConfidenceThreshold ?? 0.5,
    filterIssueSelectionStrategy: persona.filterIssueSelectionStrategy || 'MOST_SEVERE',
    filterCodebundleTaskTags: persona.filterCodebundleTaskTags ?? [],
    filterStopWords: persona.filterStopWords ?? [],
    filterScope: persona.filterScope || null,
    searchFilters: persona.searchFilters ?? {},
    runConfidenceThreshold: persona.runConfidenceThreshold ?? 0.95,
    runConfig: persona.runConfig ?? {},
  };
}

/** A field whose stored value differs from what was sent. */
export interface Difference {
  field: string;
  written: unknown;
  found: unknown;
}

/** The fields in which the stored persona differs from what was sent. */
export function differences(written: Settings, stored: Persona): Difference[] {
  const found = settingsOf(stored);
  return Object.entries(SETTINGS)
    .filter(([, key]) => !isDeepStrictEqual(written[key], found[key]))
    .map(([field, key]) => ({ field, written: written[key], found: found[key] }));
}
