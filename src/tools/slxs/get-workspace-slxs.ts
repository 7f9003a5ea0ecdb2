import { z } from 'zod';
import { ownShortName } from '../../names/full-name.ts';
import type { Slx } from '../../platform/slxs.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { placeOf, tagsOf } from './slx-facts.ts';

const STATEMENT_LENGTH = 160;

export const getWorkspaceSlxs = defineTool({
  name: 'get_workspace_slxs',
  title: 'List SLXs',
  description:
    'SLXs (health checks and tasks): names, alias, statement, tags, whether there is a runbook or SLI.',
  toolset: 'slxs',
  view: 'health-map',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    search: z.string().describe('Words in name or alias').optional(),
    offset: z.int().min(0).default(0).describe('Rows to skip'),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const page = await context.platform.slxs.list(workspace, { search: args.search }, context);
    const reply = fitRows(page.results.map(slxRow), { offset: args.offset, incomplete: page.incomplete });
    if (page.results.length > 0 || args.search === undefined) return reply;
    const { count } = await context.platform.slxs.list(workspace, { max: 1 }, context);
    return { ...reply, note: noneOf(workspace, args.search, count) };
  },
});

function noneOf(workspace: string, search: string, all: number): string {
  return `No name or alias of the ${all} SLXs has ${JSON.stringify(search)}. search_workspace(workspace_name="${workspace}", query=${JSON.stringify(search)}) looks in titles, tags and paths too.`;
}

function slxRow(slx: Slx) {
  return compact({
    name: slx.name,
    shortName: ownShortName(slx),
    alias: slx.alias ?? (slx.spec?.alias as string | undefined),
    statement: shorten((slx.statement ?? slx.spec?.statement) as string | undefined, STATEMENT_LENGTH),
    tags: tagsOf(slx),
    resourcePath: placeOf(slx).resourcePath as string | undefined,
    runbook: Boolean(slx.runbook),
    sli: Boolean(slx.sli),
  });
}
