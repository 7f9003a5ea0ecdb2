import { z } from 'zod';
import { fullNameOf } from '../../names/full-name.ts';
import { personaShortName } from '../../names/persona-name.ts';
import { requireChanges } from '../../tool-kit/changes.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { replacedText } from '../../tool-kit/text-difference.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { assistantFields, assistantName, displayName } from './assistant-fields.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { differences, personaPayload } from './persona-payload.ts';
import { openSettingsNotes, ruleAgainstRuns, runsTasks, withRunChoice } from './run-choice.ts';

export const updateAssistant = defineTool({
  name: 'update_assistant',
  title: 'Update assistant',
  description:
    'Changes the given fields of an assistant and no others; "" empties a text. conflicts lists what reads back differently.',
  toolset: 'assistants',
  effect: 'write',
  keepsText: true,
  idempotent: true,
  input: z.object({
    assistant_name: assistantName,
    workspace_name: workspaceName,
    display_name: displayName.optional(),
    ...assistantFields,
  }),
  async preview(args, context) {
    const workspace = await workspaceOf(args, context);
    const name = personaShortName(workspace, args.assistant_name);
    const assistant = await context.platform.personas.get(workspace, name, context);
    const { modifiedAt: _, ...state } = assistant;
    return replacedText(
      `Change assistant ${name} of ${workspace}`,
      [
        { what: 'display name', before: assistant.fullName, after: args.display_name },
        { what: 'description', before: assistant.description, after: args.description },
      ],
      state,
    );
  },
  async run({ workspace_name, assistant_name, ...fields }, context) {
    requireChanges(fields);
    const given = withRunChoice(fields);
    const workspace = await workspaceOf({ workspace_name }, context);
    const name = personaShortName(workspace, assistant_name);
    const { personas } = context.platform;
    return oneAtATime(fullNameOf(workspace, name), async () => {
      const [stored, notes] = await Promise.all([
        personas.get(workspace, name, context),
        openSettingsNotes(workspace, given, context),
      ]);
      const payload = personaPayload(workspace, name, given, stored);
      await personas.sync(workspace, payload, context);
      const assistant = await personas.get(workspace, name, context);
      const conflicts = differences(payload, assistant);
      const next =
        given.run_confidence_threshold === undefined
          ? undefined
          : ruleAgainstRuns(workspace, name, assistant);
      const said = {
        ...assistant,
        resourceId: assistant.id,
        runs_tasks: runsTasks(assistant),
        next,
        ...(notes.length > 0 ? { notes } : {}),
      };
      if (conflicts.length === 0) return { ...said, message: `Updated assistant ${name}.` };
      return {
        ...said,
        message: `Updated assistant ${name}, but ${conflicts.map(({ field }) => field).join(', ')} read back differently: someone else changed it in the meantime, or the platform adjusts the value.`,
        conflicts,
      };
    });
  },
});
