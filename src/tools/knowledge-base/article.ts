import { z } from 'zod';
import type { Note, Served } from '../../platform/notes.ts';
import { compact } from '../../tool-kit/compact.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';

/** Checked in code: a pattern in the schema would cost every host two hundred bytes in three tools. */
export const noteId = z
  .string()
  .refine((text) => z.uuid().safeParse(text).success, 'is not a UUID')
  .describe('noteId from list_knowledge_base_articles');
export const articleStatus = z.enum(['active', 'deprecated']);

export const articleFields = {
  title: z.string().max(255).describe('Weighs in search'),
  content: z
    .string()
    .max(20_000)
    .refine((text) => text !== '', 'must not be empty')
    .describe('Markdown, short'),
  resource_paths: z.array(z.string()).describe('Resources it is about; none: all'),
  abstract_entities: z.array(z.string()).describe('Concepts it is about'),
};

/** An article in the form of tool answers, without empty fields. */
export function articleView(note: Note) {
  return compact(note);
}

/** Articles up to here are counted one by one: the platform does not say how many there are. */
const MOST_COUNTED = 50;

/** How many articles there are, with these words where some are given, as `7` or `more than 50`; `none` where there are none. */
export async function articleCount(
  workspace: string,
  search: string | undefined,
  { platform, signal }: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<string> {
  // Summaries are searched by their titles alone.
  const filters = search === undefined ? { view: 'summary' as const } : { search };
  const { value } = await platform.notes.list(workspace, { ...filters, max: MOST_COUNTED + 1 }, { signal });
  const { length } = value.results;
  if (length > MOST_COUNTED) return `more than ${MOST_COUNTED}`;
  return length === 0 ? 'none' : String(length);
}

/** Says so where the platform lacks the current API and the deprecated one answered. */
export function apiNotes({ api }: Served<unknown>): { notes?: string[] } {
  if (api === 'v4') return {};
  return { notes: ['This platform lacks the v4 notes API; the deprecated v3 answered.'] };
}
