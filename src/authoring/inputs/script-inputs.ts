import { z } from 'zod';
import { INTERPRETERS, TASK_TYPES } from '../../script-rules/script-kind.ts';

/** The five ways to hand over a script; exactly one is used. */
export const scriptSources = {
  script: z.string().describe('The script itself. Give exactly one of the five forms').optional(),
  script_path: z.string().describe('File to read; not over HTTP').optional(),
  script_base64: z.string().describe('The script in base64').optional(),
  script_gzip_base64: z.string().describe('The script gzipped, in base64; for long ones').optional(),
  script_base64_path: z.string().describe('File that holds base64; not over HTTP').optional(),
};

/** The same five forms for the SLI beside a task. */
export const sliScriptSources = {
  sli_script: z.string().describe('Its SLI, in one of the same five forms').optional(),
  sli_script_path: z.string().describe('File of the SLI').optional(),
  sli_script_base64: z.string().describe('The SLI in base64').optional(),
  sli_script_gzip_base64: z.string().describe('The SLI gzipped, in base64').optional(),
  sli_script_base64_path: z.string().describe('File of the SLI in base64').optional(),
};

/** The committed script to start from; what is given beside it wins. */
export const fromSlx = z
  .string()
  .describe('SLX whose committed script, variables, secrets and location are used unless given here')
  .optional();
export const interpreter = z.enum(INTERPRETERS).describe('Inferred from the script if absent').optional();
export const taskType = z.enum(TASK_TYPES).default('task').describe('task returns issues, sli a number');
export const location = z.string().describe('Runner location; chosen if absent').optional();
export const envVars = z.record(z.string(), z.string()).describe('Environment of the script').optional();
export const secretVars = z
  .record(z.string(), z.string())
  .describe('Variable name to workspace key; the script gets a file path')
  .optional();
