import { z } from 'zod';
import { workspaceName } from '../../tool-kit/inputs.ts';
import {
  envVars,
  fromSlx,
  interpreter,
  location,
  scriptSources,
  secretVars,
  taskType,
} from './script-inputs.ts';

/** The input of `run_script`, shared with `run_script_and_wait`. */
export const runScriptInput = z.object({
  workspace_name: workspaceName,
  ...scriptSources,
  from_slx: fromSlx,
  interpreter,
  run_type: taskType,
  location,
  env_vars: envVars,
  secret_vars: secretVars,
  runtime_var_overrides: z.record(z.string(), z.string()).describe('Override env_vars').optional(),
  completion_marker: z.boolean().default(true).describe('Adds a line that tells whether main returned'),
});

/** The parsed arguments of `run_script` and `run_script_and_wait`. */
export type RunArguments = z.output<typeof runScriptInput>;
