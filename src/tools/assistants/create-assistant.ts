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
import { differences, personaPayload } from './persona-payload.ts';
import { openSettingsNotes, ruleAgainstRuns, runsTasks, withRunChoice } from './run-choice.ts';

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
  async run({ workspace_name, short_name, ...fields }, context) {
    const given = withRunChoice(fields);
    const workspace = await workspaceOf({ workspace_name }, context);
    const name = personaShortName(workspace, short_name);
    const { personas } = context.platform;
    return oneAtATime(fullNameOf(workspace, name), async () => {
      const [, notes] = await Promise.all([
        requireFree(workspace, name, context),
        openSettingsNotes(workspace, given, context),
      ]);
      const payload = personaPayload(workspace, name, given);
      await personas.sync(workspace, payload, context);
      const assistant = await personas.get(workspace, name, context);
      // What is left to the platform is no conflict, such as the display name.
      const conflicts = differences(payload, assistant).filter(({ written }) => written !== null);
      return {
        ...assistant,
        resourceId: assistant.id,
        runs_tasks: runsTasks(assistant),
        message: `Created assistant ${name}.`,
        next: ruleAgainstRuns(workspace, name, assistant),
        ...(conflicts.length > 0 ? { conflicts } : {}),
        ...(notes.length > 0 ? { notes } : {}),
      };
    });
  },
});

/** A sync would silently replace an assistant of the same name. */
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
