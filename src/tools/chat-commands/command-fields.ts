import { z } from 'zod';
import { sinkConfigs } from '../../chat-config/sinks.ts';

export const commandId = z.int().min(1).describe('id from list_chat_commands');

export const commandName = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, 'letters, digits, _ and - only')
  .describe('Letters, digits, _ and -');

/** What a command runs with when it runs on a schedule. */
export const scheduleFields = {
  sink_configs: sinkConfigs.describe('Who gets the result').optional(),
  run_as_user: z.string().describe('Member e-mail it runs as').optional(),
  assistant_name: z.string().describe('Assistant that answers').optional(),
  max_runs: z.int().min(1).describe('Stop after so many runs').optional(),
  schedule_paused: z.boolean().describe('Keep the schedule, start nothing').optional(),
  auto_approve_readonly: z.boolean().describe('Read-only tasks run unasked').optional(),
};
