import { z } from 'zod';
import { SEES_NONE } from '../../platform/resolve-workspace.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';

export const listWorkspaces = defineTool({
  name: 'list_workspaces',
  title: 'List workspaces',
  description:
    'Workspaces you may see: name (what workspace_name takes), displayName and your role (write needs readwrite or admin; script runs admin; readonly only reads).',
  toolset: 'workspaces',
  effect: 'read',
  bareList: true,
  input: z.object({}),
  async run(_args, { platform, signal }) {
    const { workspaces, incomplete } = await platform.workspaces.list({ signal, fresh: true });
    const rows = workspaces.map(({ name, displayName, role }) => ({
      name,
      displayName,
      ...(role ? { role } : {}),
    }));
    const reply = fitRows(rows, { goOn: 'workspace_name takes the others too.', incomplete });
    return rows.length === 0 && !incomplete ? { ...reply, note: SEES_NONE } : reply;
  },
});
