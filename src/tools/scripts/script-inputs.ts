import { z } from 'zod';
import { INTERPRETERS, TASK_TYPES } from '../../authoring/script-kind.ts';

/** The five ways to hand over a script; exactly one is used. */
export const scriptSources = {
  script: z.string().describe('Script text; or give one of the other four forms').optional(),
  script_path: z.string().describe('File to read (local servers only)').optional(),
  script_base64: z.string().describe('Base64 of the text').optional(),
  script_gzip_base64: z.string().describe('Base64 of the gzipped text; for long scripts').optional(),
  script_base64_path: z.string().describe('File holding base64 (local servers only)').optional(),
};

export const interpreter = z.enum(INTERPRETERS).describe('Told from the script where left out').optional();
export const taskType = z.enum(TASK_TYPES).default('task').describe('task returns issues, sli a number');
export const location = z.string().describe('Runner location; chosen where left out').optional();
export const envVars = z.record(z.string(), z.string()).describe('Environment of the script').optional();
export const secretVars = z
  .record(z.string(), z.string())
  .describe('Variable name to workspace key; the script gets a file path')
  .optional();
