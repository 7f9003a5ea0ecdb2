import { z } from 'zod';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { apiNotes, articleFields, articleView } from './article.ts';

export const createKnowledgeBaseArticle = defineTool({
  name: 'create_knowledge_base_article',
  title: 'Create article',
  description:
    'Stores a fact for the assistant; instructions are rules, procedures commands. Guide: skill manage-knowledge.',
  toolset: 'knowledge-base',
  effect: 'write',
  keepsText: true,
  additive: true,
  input: z.object({
    workspace_name: workspaceName,
    content: articleFields.content,
    title: articleFields.title.optional(),
    resource_paths: articleFields.resource_paths.default([]),
    abstract_entities: articleFields.abstract_entities.default([]),
  }),
  async run({ workspace_name, resource_paths, abstract_entities, ...fields }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const served = await context.platform.notes.create(
      workspace,
      { ...fields, resourcePaths: resource_paths, abstractEntities: abstract_entities },
      context,
    );
    const article = articleView(served.value);
    const { noteId, title } = article;
    return {
      ...article,
      workspace,
      // Programs of the Python server's users read the id here.
      article: { noteId, title },
      message: `Created article ${served.value.noteId}; search finds it once it is indexed.`,
      ...apiNotes(served),
    };
  },
});
