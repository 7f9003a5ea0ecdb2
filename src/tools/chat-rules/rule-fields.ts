import { z } from 'zod';

export const ruleId = z.int().describe('id from list_chat_rules');

export const ruleName = z
  .string()
  .refine((name) => name.trim() !== '' && name.length <= 200, 'must be 1 to 200 characters')
  .describe('Short label');

export const ruleContent = z
  .string()
  .refine((text) => text.trim() !== '', 'must not be blank')
  .describe('The instruction, 1-3 sentences');

export const dryRunFlag = z.boolean().default(false).describe('Show what would be sent, send nothing');
