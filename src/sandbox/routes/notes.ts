import { z } from 'zod';
import { type Need, requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { integer, optionalBoolean, optionalText, parseQuery } from '../http/query.ts';
import { badRequest, forbidden, notFound, page, parseBody, parsed } from '../http/reply.ts';
import { NoteCreateV3, NoteCreateV4, NoteUpdateV3, NoteUpdateV4, noteRow } from '../rules/note-shapes.ts';
import type { Note } from '../state/chat-records.ts';
import type { World } from '../state/world.ts';
import { V3, V4 } from './paths.ts';

type Version = 'v3' | 'v4';

const listQuery = {
  include_enrichment: optionalBoolean(),
  status: optionalText(),
  search: optionalText(),
  limit: integer(200, 1, 200),
  offset: integer(0, 0),
};
const view = z
  .string()
  .regex(/^(full|summary)$/, "String should match pattern '^(full|summary)$'")
  .default('full');

/** Knowledge base articles: the current v4 routes, and their deprecated v3 twins. */
export function noteRoutes(app: SandboxApp, world: World): void {
  noteRoutesOf(app, world, 'v3');
  noteRoutesOf(app, world, 'v4');
}

function noteRoutesOf(app: SandboxApp, world: World, version: Version): void {
  const NOTES = `${version === 'v4' ? V4 : V3}/notes`;
  const strict = version === 'v4';

  app.get(NOTES, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(c, strict ? { ...listQuery, view } : listQuery);
    const summary = 'view' in query && query.view === 'summary';
    if (summary && query.include_enrichment)
      throw badRequest('view=summary cannot be combined with include_enrichment');
    const found = [...workspace.notes.values()].filter((note) => matches(note, query, summary));
    const listing = page(c, found, query, (note) => noteRow(workspace, note, version, summary));
    return c.json(query.include_enrichment ? listing : listing.results);
  });

  app.post(NOTES, async (c) => {
    const { workspace, caller } = requireWorkspace(c, world, 'write');
    const body = await parseBody(c, strict ? NoteCreateV4 : NoteCreateV3);
    const at = world.timestamp();
    const note: Note = {
      resourceSelectors: [],
      tags: [],
      ...body,
      noteId: world.nextUuid(),
      title: body.title ?? null,
      verified: false,
      authorEmail: caller.email,
      readOnly: false,
      created: at,
      modified: at,
    };
    workspace.notes.set(note.noteId, note);
    return c.json(noteRow(workspace, note, version), 201);
  });

  app.get(`${NOTES}/:note_id`, (c) => {
    const { workspace, note } = requireNote(c, world, 'read');
    return c.json(noteRow(workspace, note, version));
  });

  app.patch(`${NOTES}/:note_id`, async (c) => {
    const { workspace, note } = requireNote(c, world, 'write');
    const body = await parseBody(c, strict ? NoteUpdateV4 : NoteUpdateV3);
    const changes = Object.entries(body).filter(([name, value]) => value !== null || name === 'title');
    Object.assign(note, Object.fromEntries(changes), { modified: world.timestamp() });
    return c.json(noteRow(workspace, note, version));
  });

  app.delete(`${NOTES}/:note_id`, (c) => {
    const { workspace, note } = requireNote(c, world, 'write');
    workspace.notes.delete(note.noteId);
    return c.body(null, 204);
  });
}

function requireNote(c: SandboxContext, world: World, need: Need) {
  const { workspace } = requireWorkspace(c, world, need);
  const id = parsed(z.uuid(), c.req.param('note_id'), 'path');
  const note = workspace.notes.get(id);
  if (!note) throw notFound('Note not found');
  if (need === 'write' && note.readOnly)
    throw forbidden('This note is synced from another system and read-only.');
  return { workspace, note };
}

/** A summary list is searched by title alone. */
function matches(
  note: Note,
  { status, search }: { status?: string; search?: string },
  summary: boolean,
): boolean {
  const text = `${note.title ?? ''}\n${summary ? '' : note.content}`.toLowerCase();
  return (!status || note.status === status) && (!search || text.includes(search.toLowerCase()));
}
