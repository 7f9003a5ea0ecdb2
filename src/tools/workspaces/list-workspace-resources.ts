import { z } from 'zod';
import { nearest } from '../../errors/nearest.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote, orNoteIfAbsent } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { type Resource, readResources, resourcesOf, watchersOf } from './discovered-resources.ts';

/** How many SLXs one row names. */
const SHOWN_SLXS = 5;

export const listWorkspaceResources = defineTool({
  name: 'list_workspace_resources',
  title: 'List resources',
  description:
    'What was discovered, by type and text: each resource with the SLXs that watch it, and which nothing watches.',
  toolset: 'workspaces',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    type: z.string().min(1).describe('Resource type, such as deployment').optional(),
    search: z.string().describe('Text in name or path').optional(),
    unwatched: z.boolean().default(false).describe('Only those that nothing watches'),
    limit: z.int().min(1).max(500).default(50).describe('Most rows'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { platform, signal } = context;
    const notes: string[] = [];
    const [discovered, slxs] = await Promise.all([
      orNoteIfAbsent(platform.workspaces.entities(workspace, { signal }), {
        what: 'The platform does not say what it discovered, so these are the resources that SLXs are about',
        notes,
      }),
      orNote(platform.slxs.list(workspace, {}, { signal }), { what: 'SLXs', notes, signal }),
    ]);
    const entities = discovered ?? resourcesOf(slxs?.results ?? []);
    const all = readResources(entities);
    const types = [...new Set(all.map(({ type }) => type))];
    const type = args.type === undefined ? undefined : typeOf(args.type, types);
    const watchers = watchersOf(slxs?.results ?? []);
    const rows = all
      .filter((one) => (type === undefined || one.type === type) && mentions(one, args.search))
      .map((resource) => ({ resource, slxs: watchers(resource) }))
      .filter((row) => !args.unwatched || row.slxs.length === 0);
    const shown = slxs === undefined ? rows.map(({ resource }) => resource) : rows.map(rowOf);
    const unread = unreadIn(entities);
    if (unread > 0) notes.push(`${unread} entries are in an unknown format and are left out.`);
    if (rows.length === 0)
      notes.push(`Looked through ${all.length} resources of the types ${types.join(', ') || '(none)'}.`);
    const reply = fitRows<Resource>(shown.slice(0, args.offset + args.limit), {
      count: rows.length,
      offset: args.offset,
    });
    const watchedByNone = rows
      .slice(args.offset, args.offset + reply.results.length)
      .filter((row) => row.slxs.length === 0);
    return {
      ...reply,
      ...(slxs === undefined ? {} : { unwatched_of_shown: watchedByNone.length }),
      ...(notes.length > 0 ? { notes } : {}),
    };
  },
});

function rowOf({ resource, slxs }: { resource: Resource; slxs: string[] }) {
  return {
    ...resource,
    slxs: slxs.slice(0, SHOWN_SLXS),
    ...(slxs.length > SHOWN_SLXS ? { more_slxs: slxs.length - SHOWN_SLXS } : {}),
  };
}

function typeOf(given: string, types: readonly string[]): string {
  const found = types.find((type) => type.toLowerCase() === given.trim().toLowerCase());
  if (found) return found;
  const meant = nearest(given, types);
  throw new InvalidArguments(`No resource here has the type ${JSON.stringify(given)}.`, {
    hint: `The types here: ${types.join(', ') || 'none'}.${meant ? ` Did you mean ${meant}?` : ''}`,
    detail: { types: [...types] },
  });
}

function mentions({ name, path = '' }: Resource, search = ''): boolean {
  return `${name}\n${path}`.toLowerCase().includes(search.trim().toLowerCase());
}

function unreadIn(entities: Record<string, unknown>): number {
  const entries = Object.values(entities).reduce<number>(
    (sum, items) => sum + (Array.isArray(items) ? items.length : 1),
    0,
  );
  return entries - readResources(entities).length;
}
