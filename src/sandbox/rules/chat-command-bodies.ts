import { Cron } from 'croner';
import { z } from 'zod';
import { unprocessable } from '../http/reply.ts';
import type { Workspace } from '../state/records.ts';
import { findPersona } from './chat-scope.ts';

const name = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, 'Command names may hold letters, digits, underscores and hyphens');
const content = z
  .string()
  .min(1)
  .refine((text) => text.trim() !== '', 'command_content must not be blank');
const cron = z.string().refine((text) => text === '' || isCron(text), 'Invalid cron expression');
const sink = z.looseObject({
  type: z.enum(['email', 'slack']),
  mode: z.enum(['user', 'all-workspace-users', 'channel', 'webhook']),
});

const schedule = {
  description: z.string().nullish(),
  cron_schedule: cron.nullish(),
  sink_configs: z.array(sink).nullish(),
  run_as_user: z.string().nullish(),
  assistant_name: z.string().nullish(),
  max_runs: z.number().int().nullish(),
  schedule_paused: z.boolean().nullish(),
  auto_approve_readonly: z.boolean().nullish(),
};

/** Body of a command's creation; unknown keys are dropped. */
export const CommandCreate = z.object({
  name,
  command_content: content,
  scope_type: z.string(),
  scope_id: z.string().nullish(),
  is_active: z.boolean().default(true),
  ...schedule,
});

/** Body of a command's update; keys left out stay as they are. */
export const CommandUpdate = z.object({
  name: name.nullish(),
  command_content: content.nullish(),
  scope_type: z.string().nullish(),
  scope_id: z.string().nullish(),
  is_active: z.boolean().nullish(),
  reset_runs_completed: z.boolean().nullish(),
  ...schedule,
});

/** Body of a dry run: who runs it must be said, and sinks may not be null. */
export const DryRun = z.object({
  command_content: content,
  sink_configs: z.array(sink).default([]),
  assistant_name: z.string().nullish(),
  run_as_user: z
    .string()
    .min(1)
    .refine((text) => text.trim() !== '', 'run_as_user must not be blank'),
  scope_type: z.string().default('workspace'),
  scope_id: z.string().nullish(),
  name: z.string().default('<dry-run>'),
});

/** The sinks that a look at a dry run brings along, as the text of a JSON list. */
export const sinksInQuery = z.preprocess(parseOr, z.array(sink));

/** Refuses a user or an assistant that the workspace does not have. */
export function requireKnownNames(
  workspace: Workspace,
  { run_as_user, assistant_name }: { run_as_user?: string | null; assistant_name?: string | null },
): void {
  if (run_as_user && !workspace.members.has(run_as_user)) {
    throw refused('run_as_user', 'must be a member of the workspace', run_as_user);
  }
  if (assistant_name && !findPersona(workspace, assistant_name)) {
    throw refused('assistant_name', 'must name an assistant of the workspace', assistant_name);
  }
}

/** A text that is no JSON stays what it is, and is no list. */
function parseOr(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

function refused(field: string, problem: string, input: string) {
  return unprocessable([{ loc: ['body', field], msg: `${field} ${problem}`, type: 'value_error', input }]);
}

function isCron(text: string): boolean {
  if (text.trim().split(/\s+/).length !== 5) return false;
  try {
    new Cron(text, { paused: true });
    return true;
  } catch {
    return false;
  }
}
