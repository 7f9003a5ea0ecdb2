import { z } from 'zod';
import { INTERPRETERS, TASK_TYPES } from '../../script-rules/script-kind.ts';

/** The five ways to hand over a script; exactly one is used. */
export const scriptSources = {
  script: z.string().describe('Give one of five forms').optional(),
  script_path: z.string().describe('File').optional(),
  script_base64: z.string().describe('In base64').optional(),
  script_gzip_base64: z.string().describe('Gzipped, in base64').optional(),
  script_base64_path: z.string().describe('File of base64').optional(),
};

export const interpreter = z.enum(INTERPRETERS).describe('Inferred if absent').optional();
export const taskType = z.enum(TASK_TYPES).default('task').describe('task returns issues, sli a number');
export const location = z.string().describe('Runner; chosen if absent').optional();
export const envVars = z.record(z.string(), z.string()).describe('Its environment').optional();
export const secretVars = z
  .record(z.string(), z.string())
  .describe('Variable to workspace key; gives a file path')
  .optional();
