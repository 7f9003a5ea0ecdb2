import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { apiNotes, articleView, noteId } from './article.ts';

export const getKnowledgeBaseArticle = defineTool({
  name: 'get_knowledge_base_article',
  title: 'Get article',
  description: 'One article in full.',
  toolset: 'knowledge-base',
  effect: 'read',
  keepsText: true,
  input: z.object({ note_id: noteId, workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const served = await context.platform.notes.get(workspace, args.note_id, context);
    return { ...articleView(served.value), ...apiNotes(served) };
  },
});
