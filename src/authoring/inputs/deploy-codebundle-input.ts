import { z } from 'zod';
import { DEFAULT_REF } from '../../registry/bundle-address.ts';
import { ACCESS } from '../../slx/tags.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { location, secretVars } from './script-inputs.ts';
import { slxFields } from './slx-inputs.ts';

/** The input of `deploy_registry_codebundle`. */
export const deployCodebundleInput = z.object({
  ...slxFields,
  workspace_name: workspaceName,
  repo_url: z.string().describe('Repository of its collection'),
  codebundle_path: z.string().describe('Its directory there'),
  ref: z.string().default(DEFAULT_REF).describe('Git reference'),
  config_vars: z.record(z.string(), z.string()).default({}).describe('Variables of the bundle'),
  secret_vars: secretVars.default({}),
  deploy_runbook: z.boolean().describe('Its tasks; default where it has any').optional(),
  deploy_sli: z.boolean().describe('Its metric too').optional(),
  sli_interval_seconds: z.int().min(1).describe('Seconds between SLI runs, 300').optional(),
  sli_description: z.string().describe('What the SLI measures').optional(),
  location,
  access: z.enum(ACCESS).describe('Default: as the registry says').optional(),
  dry_run: z.boolean().default(false).describe('Show the payloads, send nothing'),
});

/** The parsed arguments of `deploy_registry_codebundle`. */
export type DeployArguments = z.output<typeof deployCodebundleInput>;
