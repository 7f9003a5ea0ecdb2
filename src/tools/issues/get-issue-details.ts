import { z } from 'zod';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { openedAround } from './opened-around.ts';
import { seenBefore } from './seen-before.ts';

const OCCURRENCES = 10;

const KINDS = ['summary', 'next_steps'] as const;

export const getIssueDetails = defineTool({
  name: 'get_issue_details',
  title: 'Get issue',
  description:
    'One issue in full: details, next steps, latest occurrences, the run that saw it last, what opened around it (causes first), earlier ones like it and what ran before they closed, articles.',
  toolset: 'issues',
  effect: 'read',
  input: z.object({
    issue_id: z.int().min(1).describe('id from get_workspace_issues'),
    workspace_name: workspaceName,
    generate: z
      .array(z.enum(KINDS))
      .max(KINDS.length)
      .default([])
      .describe("Also ask the platform's language model (may take 40 s)"),
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const { signal } = context;
    const issue = await context.platform.issues.get(workspace, args.issue_id, {
      signal,
      occurrences: OCCURRENCES,
    });
    const notes: string[] = [];
    const [around, before, said] = await Promise.all([
      openedAround(workspace, issue, context, notes),
      seenBefore(workspace, issue, context, notes),
      args.generate.length > 0 ? generated(workspace, issue.id, args.generate, context, notes) : {},
    ]);
    return compact({ ...issue, opened_around: around, ...before, ...said, notes });
  },
});

/** What the platform's own model says about an issue; where it gives no answer, there is a note. */
async function generated(
  workspace: string,
  id: number,
  kinds: readonly (typeof KINDS)[number][],
  { platform, signal, progress }: ToolContext,
  notes: string[],
) {
  await progress(0, 1, `waiting for the platform's language model on issue ${id}`);
  const asked = <Value>(what: string, work: Promise<Value>) => orNote(work, { what, notes, signal });
  const [summary, next_steps] = await Promise.all([
    kinds.includes('summary')
      ? asked('The generated summary', platform.issues.generateSummary(workspace, id, { signal }))
      : undefined,
    kinds.includes('next_steps')
      ? asked('The generated next steps', platform.issues.generateNextSteps(workspace, id, { signal }))
      : undefined,
  ]);
  const said = compact({ summary, next_steps });
  return {
    ...(Object.keys(said).length > 0
      ? { generated: { by: "The platform's language model: check it before you act on it.", ...said } }
      : {}),
  };
}
