import { z } from 'zod';
import { SHOWN_TEXT, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { apiNotes, articleView, noteId } from './article.ts';

export const deleteKnowledgeBaseArticle = defineTool({
  name: 'delete_knowledge_base_article',
  title: 'Delete article',
  description: 'Deletes an article for good. To retire it: update with status=deprecated.',
  toolset: 'knowledge-base',
  effect: 'delete',
  input: z.object({ note_id: noteId, workspace_name: workspaceName }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    const { value: article } = await context.platform.notes.get(workspace, args.note_id, context);
    return {
      act: `Delete article ${article.title ? `“${article.title}” ` : ''}(${article.noteId}) of ${workspace}`,
      details: [
        shorten(article.content, SHOWN_TEXT) ?? 'Without text',
        ...(article.resourcePaths?.length ? [`About ${article.resourcePaths.join(', ')}`] : []),
      ],
      state: article,
    };
  },
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { notes } = context.platform;
    const { value: article } = await notes.get(workspace, args.note_id, context);
    const served = await notes.delete(workspace, args.note_id, context);
    return {
      status: 'deleted',
      note_id: args.note_id,
      workspace,
      message: `Deleted article ${args.note_id}.`,
      deleted: articleView(article),
      ...apiNotes(served),
    };
  },
});
