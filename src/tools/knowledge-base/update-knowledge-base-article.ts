import { z } from 'zod';
import { requireChanges } from '../../tool-kit/changes.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { replacedText } from '../../tool-kit/text-difference.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { apiNotes, articleFields, articleStatus, articleView, noteId } from './article.ts';

export const updateKnowledgeBaseArticle = defineTool({
  name: 'update_knowledge_base_article',
  title: 'Update article',
  description:
    'Changes the given fields of an article. status=deprecated retires it; verified=true confirms it.',
  toolset: 'knowledge-base',
  effect: 'write',
  keepsText: true,
  idempotent: true,
  input: z.object({
    note_id: noteId,
    workspace_name: workspaceName,
    title: articleFields.title.optional(),
    content: articleFields.content.optional(),
    resource_paths: articleFields.resource_paths.optional(),
    abstract_entities: articleFields.abstract_entities.optional(),
    status: articleStatus.describe('New status').optional(),
    verified: z.boolean().describe('Checked by a person').optional(),
  }),
  async preview(args, context) {
    if (args.title === undefined && args.content === undefined) return undefined;
    const workspace = await workspaceOf(args, context);
    const { value: article } = await context.platform.notes.get(workspace, args.note_id, context);
    return replacedText(
      `Change article ${article.noteId} of ${workspace}`,
      [
        { what: 'title', before: article.title, after: args.title },
        { what: 'content', before: article.content, after: args.content },
      ],
      article,
    );
  },
  async run({ workspace_name, note_id, resource_paths, abstract_entities, ...fields }, context) {
    requireChanges({ ...fields, resource_paths, abstract_entities });
    const workspace = await workspaceOf({ workspace_name }, context);
    const served = await context.platform.notes.update(
      workspace,
      note_id,
      {
        ...fields,
        ...(resource_paths ? { resourcePaths: resource_paths } : {}),
        ...(abstract_entities ? { abstractEntities: abstract_entities } : {}),
      },
      context,
    );
    return {
      ...articleView(served.value),
      message: `Updated article ${note_id}.`,
      ...apiNotes(served),
    };
  },
});
