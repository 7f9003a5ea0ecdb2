import { deliverFiles } from '../../authoring/deliver-files.ts';
import { renderCodecollectionInput } from '../../authoring/inputs/render-codecollection-input.ts';
import { planBundle } from '../../authoring/plan-bundle.ts';
import {
  type Bundle,
  type BundleFile,
  rawScriptPath,
  rawSliScriptPath,
} from '../../codecollections/bundle.ts';
import { checkGenCmd, type GenCmdCheck } from '../../codecollections/gen-cmd-check.ts';
import { renderBundle } from '../../codecollections/render/bundle-files.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';

export const renderCodecollectionSkill = defineTool({
  name: 'render_codecollection_skill',
  title: 'Render code collection',
  description: 'Makes a tested script the files of a git code collection. Skill: commit-to-codecollection.',
  toolset: 'codecollections',
  effect: 'read',
  keepsText: true,
  writesFiles: true,
  workspaceOptional: true,
  input: renderCodecollectionInput,
  async run(args, context) {
    const { bundle, notes } = await planBundle(args, context);
    const files = renderBundle(bundle);
    const { notes: more, ...delivery } = await deliverFiles(files, args, context);
    return {
      ...describeBundle(bundle, files),
      paths: files.map(({ path }) => path),
      ...delivery,
      ...noted([...notes, ...more]),
      next_steps: NEXT_STEPS,
    };
  },
});

const NEXT_STEPS = [
  'Review SKILL_TEMPLATE.md and the raw scripts.',
  'Commit and push.',
  'Add the repository to codeCollections in workspaceInfo.yaml.',
  'Confirm that every target runner has the secrets.',
];

function describeBundle({ name, baseName, discovery, task, sli }: Bundle, files: BundleFile[]) {
  const content = (ending: string) => files.find(({ path }) => path.endsWith(ending))?.content ?? '';
  const check = (script: string, template: string): GenCmdCheck => checkGenCmd(script, content(template));
  return {
    bundle_name: name,
    base_name: baseName,
    platform: discovery.platform,
    resource_types: discovery.resourceTypes,
    slx_qualifiers: discovery.qualifiers,
    file_count: files.length,
    generic_repo_url: task.codeBundle.repoUrl,
    generic_repo_resolved_from: task.codeBundle.source,
    generic_repo_runbook_url: task.codeBundle.repoUrl,
    generic_repo_runbook_resolved_from: task.codeBundle.source,
    generic_repo_runbook_ref: task.codeBundle.ref,
    generic_repo_sli_url: sli?.codeBundle.repoUrl ?? null,
    generic_repo_sli_resolved_from: sli?.codeBundle.source ?? null,
    generic_repo_sli_ref: sli?.codeBundle.ref ?? null,
    gen_cmd_check: check(content(rawScriptPath(task.interpreter)), '-taskset.yaml'),
    sli_gen_cmd_check: sli ? check(content(rawSliScriptPath(sli.interpreter)), '-sli.yaml') : null,
  };
}

const noted = (notes: string[]) => (notes.length > 0 ? { notes } : {});
