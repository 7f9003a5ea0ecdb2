import { z } from 'zod';
import type { Note } from '../../platform/notes.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { apiNotes, articleCount, articleStatus } from './article.ts';

const EXCERPT_LENGTH = 300;

export const listKnowledgeBaseArticles = defineTool({
  name: 'list_knowledge_base_articles',
  title: 'List articles',
  description: 'Articles that the assistant knows, long ones cut; whole: get_knowledge_base_article.',
  toolset: 'knowledge-base',
  effect: 'read',
  bareList: true,
  input: z.object({
    workspace_name: workspaceName,
    search: z.string().describe('Text in title or content').optional(),
    status: articleStatus.describe('Only these').optional(),
    limit: z.int().min(1).max(200).default(50).describe('Most rows'),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run({ workspace_name, limit, offset, ...filters }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const end = offset + limit;
    const served = await context.platform.notes.list(workspace, { ...filters, max: end + 1 }, context);
    const { results, incomplete } = served.value;
    const rows = results.slice(0, end).map(articleRow);
    const uncounted = results.length > end;
    const reply = { ...fitRows(rows, { offset, uncounted, incomplete }), ...apiNotes(served) };
    if (results.length === 0 && (filters.search ?? filters.status) !== undefined) {
      const all = await articleCount(workspace, undefined, context);
      return { ...reply, note: noneOf(filters, all) };
    }
    return reply;
  },
});

function noneOf(
  { search, status }: { search?: string | undefined; status?: string | undefined },
  all: string,
): string {
  const asked = [
    ...(search === undefined ? [] : [`with ${JSON.stringify(search)} in title or content`]),
    ...(status === undefined ? [] : [`with the status ${status}`]),
  ];
  return `No article ${asked.join(' and ')}; without filters there are ${all}. Try one word, or ask workspace_chat.`;
}

function articleRow(note: Note) {
  const { noteId, title, content, status, verified, resourcePaths, abstractEntities } = note;
  const cut = content.length > EXCERPT_LENGTH;
  return compact({
    noteId,
    title,
    content: shorten(content, EXCERPT_LENGTH),
    content_chars: cut ? content.length : undefined,
    status,
    verified,
    resourcePaths,
    abstractEntities,
    authorEmail: note.authorEmail,
    createdAt: note.createdAt,
    updatedAt: note.updatedAt,
  });
}
