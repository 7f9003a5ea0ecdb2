import { z } from 'zod';
import type { Note, Served } from '../../platform/notes.ts';
import { compact } from '../../tool-kit/compact.ts';

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

/** Says so where the platform lacks the current API and the deprecated one answered. */
export function apiNotes({ api }: Served<unknown>): { notes?: string[] } {
  if (api === 'v4') return {};
  return { notes: ['This platform lacks the v4 notes API; the deprecated v3 answered.'] };
}
