import type { Persona } from '../state/chat-records.ts';

type PersonaSeed = Omit<Persona, 'id' | 'created' | 'modified'>;

const defaults = {
  avatarUrl: null,
  filterConfidenceThreshold: 0.5,
  filterIssueSelectionStrategy: 'MOST_SEVERE',
  filterCodebundleTaskTags: [],
  filterStopWords: [],
  filterScope: null,
  searchFilters: {},
  runConfidenceThreshold: 0.95,
  runConfig: {},
};

const readOnly = { searchFilters: { access: 'read-only' } };

/** The assistants that every workspace starts with. */
export const PERSONAS: PersonaSeed[] = [
  {
    ...defaults,
    ...readOnly,
    shortName: 'eager-edgar',
    fullName: 'Eager Edgar',
    description: 'Runs read-only tasks readily',
    runConfidenceThreshold: 0.8,
  },
  {
    ...defaults,
    ...readOnly,
    shortName: 'cautious-cathy',
    fullName: 'Cautious Cathy',
    description: 'Runs read-only tasks only when they fit closely',
    runConfidenceThreshold: 0.9,
  },
  {
    ...defaults,
    shortName: 'admin-abby',
    fullName: 'Admin Abby',
    description: 'May also run tasks that change something',
    runConfidenceThreshold: 0.87,
  },
  {
    ...defaults,
    ...readOnly,
    shortName: 'dev-danica',
    fullName: 'Dev Danica',
    description: 'Helps developers with read-only tasks',
    runConfidenceThreshold: 0.8,
  },
];
