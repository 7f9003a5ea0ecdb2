import { z } from 'zod';
import { commitSlxInput } from '../../authoring/inputs/commit-slx-input.ts';
import { planCommit } from '../../authoring/plan-commit.ts';
import { afterSaving, previewSlx, saveSlx } from '../../authoring/save-slx.ts';
import { slxReplacement } from '../../authoring/slx-change.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { WITHOUT_AGREEMENT } from '../../tool-kit/waits-for-agreement.ts';

export const commitSlx = defineTool({
  name: 'commit_slx',
  title: 'Commit SLX',
  description:
    'Saves a tested script as an SLX: task, SLI, or task with SLI or cron; replaces one of that name. Run it with run_script_and_wait first. Skill: build-runwhen-task.',
  toolset: 'slxs',
  view: 'commit-preview',
  effect: 'write',
  needs: 'commit',
  keepsText: true,
  idempotent: true,
  input: commitSlxInput,
  output: z.looseObject({
    status: z.enum(['committed', 'dry_run', ...WITHOUT_AGREEMENT]),
    slx_name: z.string().optional(),
    workspace: z.string().optional(),
    slx_id: z.int().optional(),
  }),
  async preview(args, context) {
    return args.dry_run ? undefined : slxReplacement(await planCommit(args, context), context);
  },
  async run(args, context) {
    const plan = await planCommit(args, context);
    const { workspace, slx, documents, stored, view } = plan;
    if (args.dry_run) return { status: 'dry_run', ...view, payloads: previewSlx(documents) };
    const slxId = await saveSlx(workspace, documents, { tool: 'commit_slx', slx }, context);
    return {
      status: 'committed',
      ...view,
      slx_id: slxId,
      next: afterSaving(workspace, slx, Boolean(documents.runbook ?? stored?.runbook)),
    };
  },
});
