import { z } from 'zod';
import { deliverFiles } from '../../authoring/deliver-files.ts';
import { interpreter, scriptSources, sliScriptSources } from '../../authoring/inputs/script-inputs.ts';
import { slxFields } from '../../authoring/inputs/slx-inputs.ts';
import { planBundle } from '../../authoring/plan-bundle.ts';
import {
  type Bundle,
  type BundleFile,
  LEVELS_OF_DETAIL,
  type LevelOfDetail,
  rawScriptPath,
  rawSliScriptPath,
} from '../../codecollections/bundle.ts';
import { checkGenCmd, type GenCmdCheck } from '../../codecollections/gen-cmd-check.ts';
import { PLATFORMS } from '../../codecollections/platforms.ts';
import { renderBundle } from '../../codecollections/render/bundle-files.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';

const { slx_name: _, resource_path, hierarchy, access, data, ...described } = slxFields;
/** By name, or by the number that the builder gives it. */
const levelOfDetail = z
  .enum([...LEVELS_OF_DETAIL, '0', '1', '2'])
  .transform((level) => LEVELS_OF_DETAIL[Number(level)] ?? (level as LevelOfDetail))
  .default('detailed');
const record = z.record(z.string(), z.unknown());
/** Percent of the time, a whole number, and how values are compared with it. */
const objective = z.strictObject({
  objective: z.number().gt(0).lt(100),
  threshold: z.int(),
  operand: z.string().refine((word) => /^[a-z]+$/.test(word), 'is a word such as eq or lt'),
});

export const renderCodecollectionSkill = defineTool({
  name: 'render_codecollection_skill',
  title: 'Render code collection',
  description: 'Makes a tested script the files of a git code collection. Skill: commit-to-codecollection.',
  toolset: 'codecollections',
  effect: 'read',
  keepsText: true,
  writesFiles: true,
  workspaceOptional: true,
  input: z.object({
    bundle_name: z.string().describe('kebab-case'),
    workspace_name: workspaceName.describe('Resolves secrets'),
    ...described,
    tags: described.tags.describe('{name, value} each'),
    owners: described.owners.describe('E-mails'),
    access: access.describe('Changes anything?'),
    data: data.describe('Of its report'),
    resource_path: resource_path.describe('runwhen only'),
    hierarchy: hierarchy.describe('runwhen only'),
    script: scriptSources.script.describe('One of five forms'),
    script_path: scriptSources.script_path.describe('File'),
    script_base64: scriptSources.script_base64.describe('Base64'),
    script_gzip_base64: scriptSources.script_gzip_base64.describe('Gzipped'),
    script_base64_path: scriptSources.script_base64_path.describe('Its file'),
    interpreter: interpreter.describe('Inferred'),
    task_title: z.string().describe('Else the alias').optional(),
    platform: z.enum(PLATFORMS).default('runwhen').describe('list_discovery_platforms'),
    resource_types: z.array(z.string()).describe('list_indexed_resource_types').optional(),
    match_rules: z.array(record).describe('All must hold').optional(),
    slx_qualifiers: z.array(z.string()).describe('One SLX for each').optional(),
    base_name: z.string().describe('SLX name prefix').optional(),
    shortened_base_name: z.string().describe('Short form').optional(),
    level_of_detail: levelOfDetail.describe('Least of a scope'),
    env_vars: z.record(z.string(), z.string()).describe('{{…}} is filled in').optional(),
    secret_vars: z.record(z.string(), z.string()).describe('To workspace keys').optional(),
    runtime_vars: z.array(record).describe('As in commit_slx').optional(),
    include_sli: z.boolean().describe('Needs sli_script').optional(),
    sli_script: sliScriptSources.sli_script.describe('As script'),
    sli_script_path: sliScriptSources.sli_script_path.describe('File'),
    sli_script_base64: sliScriptSources.sli_script_base64.describe('Base64'),
    sli_script_gzip_base64: sliScriptSources.sli_script_gzip_base64.describe('Gzipped'),
    sli_script_base64_path: sliScriptSources.sli_script_base64_path.describe('Its file'),
    sli_interpreter: interpreter.describe('Inferred'),
    sli_interval_seconds: z.int().min(1).describe('Default 300').optional(),
    sli_description: z.string().describe('Of the SLI').optional(),
    slo: record.pipe(objective).describe('objective, threshold, operand').optional(),
    workflow: z.boolean().describe('Run on alerts').optional(),
    generic_runtime_repo_url: z.string().describe('Of tool-builder').optional(),
    generic_runtime_ref: z.string().describe('Its git reference').optional(),
    timeout_seconds: z.int().min(1).describe('Default 300').optional(),
    source_slx_name: z.string().describe('Origin').optional(),
    output_dir: z.string().describe('Folder to write').optional(),
    overwrite: z.boolean().describe('Replace files').optional(),
  }),
  async run(args, context) {
    const { bundle, notes } = await planBundle(args, context);
    const files = renderBundle(bundle);
    const { notes: more, ...delivery } = await deliverFiles(files, args, context);
    return {
      ...describeBundle(bundle, files),
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
