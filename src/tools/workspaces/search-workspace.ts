import { z } from 'zod';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { articleCount } from '../knowledge-base/article.ts';

export const searchWorkspace = defineTool({
  name: 'search_workspace',
  title: 'Search workspace',
  description:
    'Finds tasks and SLXs by keyword, raw; where there is none, says where else the words occur. For questions use workspace_chat.',
  toolset: 'workspaces',
  effect: 'read',
  input: z.object({
    query: z.string().min(1).describe('Words'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const found = await context.platform.search.tasks(workspace, { query: args.query }, context);
    const reply = { tasks: [], ...compact(found) };
    return (reply.tasks as unknown[]).length > 0
      ? reply
      : { ...reply, notes: await elsewhere(workspace, args.query, context) };
  },
});

/** What was searched without result, and where else the words occur, with the call that shows it. */
async function elsewhere(
  workspace: string,
  search: string,
  { platform, signal }: ToolContext,
): Promise<string[]> {
  const notes: string[] = [];
  const unless = <Value>(what: string, work: Promise<Value>) =>
    orNote(work, { what: `${what} could not be searched`, notes, signal });
  const [slxs, issues, articles] = await Promise.all([
    unless('SLXs', platform.slxs.list(workspace, { max: 1 }, { signal })),
    unless('Issues', platform.issues.list(workspace, { search, max: 1 }, { signal })),
    unless('Articles', articleCount(workspace, search, { platform, signal })),
  ]);
  const call = (tool: string, more = '') =>
    `${tool}(workspace_name="${workspace}", search=${JSON.stringify(search)}${more})`;
  return [
    `This searched the tasks of ${slxs?.count ?? 'the'} SLXs: names, titles, statements, tags and paths; not their scripts, issues, articles or resources without a check.`,
    ...(issues?.count
      ? [
          `Issues with these words, closed ones too: ${issues.count}: ${call('get_workspace_issues', ', state="all"')}.`,
        ]
      : []),
    ...(articles && articles !== 'none'
      ? [`Articles with these words: ${articles}: ${call('list_knowledge_base_articles')}.`]
      : []),
    `Resources: ${call('list_workspace_resources')}. Or fewer words, or ask workspace_chat.`,
    ...notes,
  ];
}
