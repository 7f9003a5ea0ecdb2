import { z } from 'zod';
import { LEVELS_OF_DETAIL, type LevelOfDetail } from '../../codecollections/bundle.ts';
import { PLATFORMS } from '../../codecollections/platforms.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { interpreter, scriptSources, sliScriptSources } from './script-inputs.ts';
import { slxFields } from './slx-inputs.ts';

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
  operand: z.string().refine((word) => /^[a-z]+$/.test(word), 'must be a word such as eq or lt'),
});

/** The input of `render_codecollection_skill`. */
export const renderCodecollectionInput = z.object({
  bundle_name: z.string().describe('kebab-case'),
  workspace_name: workspaceName.describe('Resolves secrets'),
  ...described,
  tags: described.tags.describe('{name, value} each'),
  owners: described.owners.describe('E-mails'),
  access: access.describe('What the task does'),
  data: data.describe('What its report holds'),
  resource_path: resource_path.describe('On runwhen'),
  hierarchy: hierarchy.describe('On runwhen'),
  script: scriptSources.script.describe('One of five forms'),
  script_path: scriptSources.script_path.describe('File'),
  script_base64: scriptSources.script_base64.describe('Base64'),
  script_gzip_base64: scriptSources.script_gzip_base64.describe('Gzipped'),
  script_base64_path: scriptSources.script_base64_path.describe('Base64 file'),
  interpreter: interpreter.describe('Inferred'),
  task_title: z.string().describe('Else the alias').optional(),
  platform: z.enum(PLATFORMS).default('runwhen').describe('list_discovery_platforms'),
  resource_types: z.array(z.string()).describe('list_indexed_resource_types').optional(),
  match_rules: z.array(record).describe('All must hold').optional(),
  slx_qualifiers: z.array(z.string()).describe('One SLX for each').optional(),
  base_name: z.string().describe('SLX name prefix').optional(),
  shortened_base_name: z.string().describe('Short form').optional(),
  level_of_detail: levelOfDetail.describe('Where a scope has this much'),
  env_vars: z.record(z.string(), z.string()).describe('{{…}} is filled in').optional(),
  secret_vars: z.record(z.string(), z.string()).describe('To workspace keys').optional(),
  runtime_vars: z.array(record).describe('As in commit_slx').optional(),
  include_sli: z.boolean().describe('SLI too').optional(),
  sli_script: sliScriptSources.sli_script.describe('As script'),
  sli_script_path: sliScriptSources.sli_script_path.describe('File'),
  sli_script_base64: sliScriptSources.sli_script_base64.describe('Base64'),
  sli_script_gzip_base64: sliScriptSources.sli_script_gzip_base64.describe('Gzipped'),
  sli_script_base64_path: sliScriptSources.sli_script_base64_path.describe('Base64 file'),
  sli_interpreter: interpreter.describe('Inferred'),
  sli_interval_seconds: z.int().min(1).describe('Default 300').optional(),
  sli_description: z.string().describe('SLI text').optional(),
  slo: record.pipe(objective).describe('objective, threshold, operand').optional(),
  workflow: z.boolean().describe('Run on alerts').optional(),
  generic_runtime_repo_url: z.string().describe('tool-builder').optional(),
  generic_runtime_ref: z.string().describe('Git reference').optional(),
  timeout_seconds: z.int().min(1).describe('Default 300').optional(),
  source_slx_name: z.string().describe('Origin').optional(),
  output_dir: z.string().describe('Folder to write').optional(),
  overwrite: z.boolean().describe('Replace files').optional(),
});

/** The parsed arguments of `render_codecollection_skill`. */
export type BundleArguments = z.output<typeof renderCodecollectionInput>;
