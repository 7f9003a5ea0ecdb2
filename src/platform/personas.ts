import { z } from 'zod';
import { about, gone, withAny } from './expected.ts';
import { byOffset, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const openObject = z.record(z.string(), z.unknown());

const persona = anySpelling({
  id: z.number().nullish(),
  /** `<workspace>--<shortName>`. */
  name: z.string(),
  shortName: z.string().nullish(),
  /** The display name. */
  fullName: z.string().nullish(),
  description: z.string().nullish(),
  avatarUrl: z.string().nullish(),
  filterConfidenceThreshold: z.number().nullish(),
  filterIssueSelectionStrategy: z.string().nullish(),
  filterCodebundleTaskTags: z.array(z.string()).nullish(),
  filterStopWords: z.array(z.string()).nullish(),
  filterScope: z.string().nullish(),
  searchFilters: openObject.nullish(),
  runConfidenceThreshold: z.number().nullish(),
  runConfig: openObject.nullish(),
  createdAt: z.string().nullish(),
  modifiedAt: z.string().nullish(),
});

export type Persona = z.output<typeof persona>;

/** Every field of a persona that a sync writes; those it leaves out are reset to the platform's default. */
export interface PersonaPayload {
  /** `<workspace>--<shortName>`. */
  name: string;
  fullName: string | null;
  description: string | null;
  avatarUrl: string | null;
  filterConfidenceThreshold: number;
  filterIssueSelectionStrategy: string;
  filterCodebundleTaskTags: string[];
  filterStopWords: string[];
  filterScope: string | null;
  searchFilters: Record<string, unknown>;
  runConfidenceThreshold: number;
  runConfig: Record<string, unknown>;
}

/** Personas, which users know as assistants, by their short name. */
export interface Personas {
  list(workspace: string, filters: { max?: number }, options: CallOptions): Promise<Page<Persona>>;
  get(workspace: string, shortName: string, options: CallOptions): Promise<Persona>;
  /** Creates or replaces; safe to send twice. */
  sync(workspace: string, payload: PersonaPayload, options: CallOptions): Promise<void>;
  /** A soft delete: its rules and commands stay. */
  delete(workspace: string, shortName: string, options: CallOptions): Promise<void>;
}

const PAGE_SIZE = 1000;

/** Checks that it is the persona asked for: one without a short name must have the full name. */
const named = (workspace: string, shortName: string) =>
  about(
    persona.transform((one) => ({
      ...one,
      shortName: one.shortName ?? one.name.replace(`${workspace}--`, ''),
    })),
    'shortName',
    shortName,
  );

export function createPersonas(request: Requester): Personas {
  return {
    list: (workspace, { max }, { signal }) =>
      listPages(
        request,
        persona,
        { path: path`/api/v4/workspaces/${workspace}/personas`, signal },
        byOffset(PAGE_SIZE, max),
      ),
    get: (workspace, shortName, { signal }) =>
      request.json(named(workspace, shortName), {
        path: path`/api/v4/workspaces/${workspace}/personas/${shortName}`,
        signal,
      }),
    sync: async (workspace, payload, { signal }) => {
      await request.json(withAny(openObject, ['resourceId', 'resource_id', 'id', 'name', 'status']), {
        method: 'POST',
        path: path`/api/v4/workspaces/${workspace}/personas/sync-typed`,
        body: { payload },
        repeatable: true,
        signal,
      });
    },
    delete: async (workspace, shortName, { signal }) => {
      await request.json(gone, {
        method: 'DELETE',
        path: path`/api/v4/workspaces/${workspace}/personas/${shortName}`,
        signal,
      });
    },
  };
}
