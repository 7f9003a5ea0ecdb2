import { z } from 'zod';
import { describeLocations } from '../../authoring/resolve-location.ts';
import { skillUri } from '../../skills/skill-resources.ts';
import { isPrivate } from '../../slx/locations.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

export const getWorkspaceLocations = defineTool({
  name: 'get_workspace_locations',
  title: 'List runner locations',
  description:
    'Where scripts can run, which one is chosen when location is left out, and when to ask the user.',
  toolset: 'scripts',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { locations, notes, advice } = await describeLocations(workspace, context);
    const rows = locations.map(compact);
    return {
      workspace,
      count: rows.length,
      locations: rows,
      private: rows.filter(isPrivate),
      public: rows.filter((row) => !isPrivate(row)),
      recommended: advice.recommended,
      auto_resolves: advice.autoResolves,
      hint: advice.hint,
      ...(advice.warning ? { warning: advice.warning } : {}),
      ...(notes.length > 0 ? { notes } : {}),
      skill_reference: skillUri('discover-locations'),
    };
  },
});
