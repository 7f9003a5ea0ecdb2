import { z } from 'zod';
import { NotFound } from '../../errors/platform-errors.ts';
import { Refused } from '../../errors/request-errors.ts';
import { fullNameOf } from '../../names/full-name.ts';
import { personaShortName } from '../../names/persona-name.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantFields, assistantName, displayName } from './assistant-fields.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { personaPayload } from './persona-payload.ts';

export const createAssistant = defineTool({
  name: 'create_assistant',
  title: 'Create assistant',
  description:
    'Adds an assistant; refuses a name that exists (then: update_assistant). Guide: skill create-ai-assistant.',
  toolset: 'assistants',
  effect: 'write',
  keepsText: true,
  additive: true,
  input: z.object({
    workspace_name: workspaceName,
    short_name: assistantName.describe('Kebab-case, such as azure-devops'),
    display_name: displayName.optional(),
    ...assistantFields,
  }),
  async run({ workspace_name, short_name, ...given }, context) {
    const workspace = await workspaceOf({ workspace_name }, context);
    const name = personaShortName(workspace, short_name);
    const { personas } = context.platform;
    return oneAtATime(fullNameOf(workspace, name), async () => {
      await requireFree(workspace, name, context);
      await personas.sync(workspace, personaPayload(workspace, name, given), context);
      const assistant = await personas.get(workspace, name, context);
      return { ...assistant, message: `Created assistant ${name}.` };
    });
  },
});

/** A sync would replace an assistant of the same name without a word. */
async function requireFree(
  workspace: string,
  name: string,
  { platform, signal }: ToolContext,
): Promise<void> {
  try {
    await platform.personas.get(workspace, name, { signal });
  } catch (error) {
    if (error instanceof NotFound) return;
    throw error;
  }
  throw new Refused(`Assistant ${name} exists already in ${workspace}; nothing was changed.`, {
    hint: `Choose another short_name, or change it with update_assistant(assistant_name="${name}").`,
  });
}
