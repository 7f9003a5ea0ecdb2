import { z } from 'zod';
import { NotFound } from '../errors/platform-errors.ts';
import { about, gone } from './expected.ts';
import { byOffset, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { Call, CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const texts = z.array(z.string()).nullish();

const besideText = {
  noteId: z.string(),
  title: z.string().nullish(),
  resourcePaths: texts,
  abstractEntities: texts,
  status: z.string().nullish(),
  verified: z.boolean().nullish(),
  authorEmail: z.string().nullish(),
  createdAt: z.string().nullish(),
  updatedAt: z.string().nullish(),
};

const note = anySpelling({ ...besideText, content: z.string() });
const summary = anySpelling({ ...besideText, content: z.string().default('') });

export type Note = z.output<typeof note>;

/** Fields that are left out stay as they are; null removes a title. */
interface NoteFields {
  title?: string | null;
  content?: string;
  resourcePaths?: string[];
  abstractEntities?: string[];
  status?: 'active' | 'deprecated';
  /** For updates only. */
  verified?: boolean;
}

interface NoteFilters {
  /** Searched for in title and content, ignoring case. */
  search?: string;
  status?: string;
  /** Leaves the texts out, and searches titles only. */
  view?: 'summary';
  /** Stop after this many rows. */
  max: number;
}

/** The API version that served a call: `v3` only where a platform lacks the current one. */
type NotesApi = 'v4' | 'v3';

export interface Served<Value> {
  value: Value;
  api: NotesApi;
}

/** Knowledge base articles, which the platform calls notes, by their UUID. */
export interface Notes {
  list(workspace: string, filters: NoteFilters, options: CallOptions): Promise<Served<Page<Note>>>;
  get(workspace: string, id: string, options: CallOptions): Promise<Served<Note>>;
  create(workspace: string, fields: NoteFields, options: CallOptions): Promise<Served<Note>>;
  update(workspace: string, id: string, fields: NoteFields, options: CallOptions): Promise<Served<Note>>;
  delete(workspace: string, id: string, options: CallOptions): Promise<Served<null>>;
}

const PAGE_SIZE = 200;

export function createNotes(request: Requester): Notes {
  const all = (api: NotesApi, workspace: string) => path`/api/${api}/workspaces/${workspace}/notes`;
  const one = (api: NotesApi, workspace: string, id: string) =>
    path`/api/${api}/workspaces/${workspace}/notes/${id}`;

  /** Makes a call to v4, or to v3 where the platform has no such route in v4. */
  async function served<Value>(
    workspace: string,
    { signal }: CallOptions,
    call: (api: NotesApi) => Promise<Value>,
  ): Promise<Served<Value>> {
    try {
      return { value: await call('v4'), api: 'v4' };
    } catch (missing) {
      if (!(missing instanceof NotFound)) throw missing;
      if (await exists(request, { path: all('v4', workspace), query: { limit: 1 }, signal })) throw missing;
      return { value: await call('v3').catch(unlessNotFound(missing)), api: 'v3' };
    }
  }

  return {
    list: (workspace, filters, options) =>
      served(workspace, options, (api) =>
        listNotes(request, { path: all(api, workspace), signal: options.signal }, filters, api),
      ),
    get: (workspace, id, options) =>
      served(workspace, options, (api) =>
        request.json(about(note, 'noteId', id), { path: one(api, workspace, id), signal: options.signal }),
      ),
    create: (workspace, body, options) =>
      served(workspace, options, (api) =>
        request.json(note, { method: 'POST', path: all(api, workspace), body, signal: options.signal }),
      ),
    update: (workspace, id, body, options) =>
      served(workspace, options, (api) =>
        request.json(about(note, 'noteId', id), {
          method: 'PATCH',
          path: one(api, workspace, id),
          body,
          repeatable: true,
          signal: options.signal,
        }),
      ),
    delete: (workspace, id, options) =>
      served(workspace, options, async (api) => {
        await request.json(gone, {
          method: 'DELETE',
          path: one(api, workspace, id),
          signal: options.signal,
        });
        return null;
      }),
  };
}

async function listNotes(
  request: Requester,
  call: Call,
  { max, view, ...query }: NoteFilters,
  api: NotesApi,
): Promise<Page<Note>> {
  const paging = { ...byOffset(Math.min(PAGE_SIZE, max), max), untilShort: true };
  // The older API has no views.
  if (view && api === 'v4')
    return listPages(request, summary, { ...call, query: { ...query, view } }, paging);
  return listPages(request, note, { ...call, query }, paging);
}

async function exists(request: Requester, call: Call): Promise<boolean> {
  try {
    await request.json(z.unknown(), call);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}

/** If v3 finds nothing either, the first error is the one to report. */
function unlessNotFound(first: NotFound): (error: unknown) => never {
  return (error) => {
    throw error instanceof NotFound ? first : error;
  };
}
