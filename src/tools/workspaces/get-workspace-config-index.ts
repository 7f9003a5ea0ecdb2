import { z } from 'zod';
import { nearest } from '../../errors/nearest.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import { compact } from '../compact.ts';
import { defineTool } from '../define-tool.ts';
import { workspaceName } from '../inputs.ts';
import { workspaceOf } from '../workspace.ts';

/** Above this many bytes the answer is an outline of the sections in place of their contents. */
const MAX_BYTES = 80_000;

export const getWorkspaceConfigIndex = defineTool({
  name: 'get_workspace_config_index',
  title: 'Get configuration index',
  description:
    'Indexed SLX and task metadata, resources and hierarchies, raw. A large index is answered as an outline; ask for one section.',
  toolset: 'workspaces',
  effect: 'read',
  input: z.object({
    workspace_name: workspaceName,
    section: z.string().describe('One top-level section of the index').optional(),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const index = compact(await context.platform.workspaces.configurationIndex(workspace, context));
    if (args.section !== undefined) return { [args.section]: pick(index, args.section) };
    return JSON.stringify(index).length <= MAX_BYTES ? index : outline(index);
  },
});

function pick(index: Record<string, unknown>, section: string): unknown {
  if (section in index) return index[section];
  const meant = nearest(section, Object.keys(index));
  throw new NotFound(`The configuration index has no section ${section}.`, {
    hint: `It has: ${Object.keys(index).join(', ')}.${meant ? ` Did you mean ${meant}?` : ''}`,
  });
}

function outline(index: Record<string, unknown>): Record<string, unknown> {
  const sections = Object.entries(index).map(([section, value]) => ({
    section,
    bytes: JSON.stringify(value).length,
    ...(typeof value === 'object' && value !== null ? { entries: Object.keys(value).length } : {}),
  }));
  return { sections, note: 'The index is too long for one reply. Call again with section.' };
}
