import { z } from 'zod';
import { nearest } from '../../errors/nearest.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

/** Above this many bytes the answer is an outline of the sections, or the first entries of the section asked for. */
const MAX_BYTES = 80_000;

export const getWorkspaceConfigIndex = defineTool({
  name: 'get_workspace_config_index',
  title: 'Get config index',
  description:
    'Indexed SLXs, tasks, resources and hierarchies, raw; a large index as an outline, then ask for one section.',
  toolset: 'workspaces',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    section: z.string().describe('One top-level section of the index').optional(),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const index = compact(await context.platform.workspaces.configurationIndex(workspace, context));
    if (args.section !== undefined) return oneSection(args.section, pick(index, args.section));
    return fits(index) ? index : outline(index);
  },
});

function pick(index: Record<string, unknown>, section: string): unknown {
  if (section in index) return index[section];
  const meant = nearest(section, Object.keys(index));
  throw new NotFound(`The configuration index has no section ${section}.`, {
    hint: `It has: ${Object.keys(index).join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`,
  });
}

const fits = (value: unknown) => JSON.stringify(value).length <= MAX_BYTES;

function oneSection(section: string, value: unknown): Record<string, unknown> {
  if (fits(value) || typeof value !== 'object' || value === null) return { [section]: value };
  const { results, count } = fitRows(Object.entries(value));
  return {
    [section]: Array.isArray(value) ? results.map(([, entry]) => entry) : Object.fromEntries(results),
    note: `${results.length} of ${count} entries shown. search_workspace finds single ones.`,
  };
}

function outline(index: Record<string, unknown>): Record<string, unknown> {
  const sections = Object.entries(index).map(([section, value]) => ({
    section,
    bytes: JSON.stringify(value).length,
    ...(typeof value === 'object' && value !== null ? { entries: Object.keys(value).length } : {}),
  }));
  return { sections, note: 'The index is too long for one reply. Call again with section.' };
}
