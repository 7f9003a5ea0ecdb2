import { z } from 'zod';
import { sinkConfigs } from '../../chat-config/sinks.ts';

export const commandId = z.int().describe('id from list_chat_commands');

export const commandName = z
  .string()
  .refine((name) => /^[A-Za-z0-9_-]{1,200}$/.test(name), 'must be 1 to 200 letters, digits, _ and -')
  .describe('Letters, digits, _ and -');

export const commandContent = z
  .string()
  .refine((text) => text.trim() !== '', 'must not be blank')
  .describe('The prompt');

export const dryRunFlag = z
  .boolean()
  .default(false)
  .describe('Save nothing; run the prompt once and show what it gives');

/** The settings of a command for its scheduled runs. */
export const scheduleFields = {
  sink_configs: sinkConfigs.describe('Who gets the result').optional(),
  run_as_user: z.string().describe('Member e-mail').optional(),
  assistant_name: z.string().describe('Assistant short name').optional(),
  max_runs: z.int().min(1).describe('Stop after so many runs').optional(),
  schedule_paused: z.boolean().describe('Start nothing').optional(),
  auto_approve_readonly: z.boolean().describe('Read-only tasks run unasked').optional(),
};
