import { z } from 'zod';
import { about, gone, someContent, withAny } from './expected.ts';
import { byPage, listPages, type Page } from './pages.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

const scoped = {
  id: z.number(),
  name: z.string(),
  scope_type: z.string(),
  scope_id: z.string().nullish(),
  is_active: z.boolean().nullish(),
};

const rule = anySpelling({ ...scoped, rule_content: z.string().nullish() });

const command = anySpelling({
  ...scoped,
  command_content: z.string().nullish(),
  cron_schedule: z.string().nullish(),
  assistant_name: z.string().nullish(),
  max_runs: z.number().nullish(),
  runs_completed: z.number().nullish(),
  schedule_paused: z.boolean().nullish(),
  sink_configs: z
    .array(
      z.looseObject({ type: z.string().nullish(), mode: z.string().nullish(), target: z.string().nullish() }),
    )
    .nullish(),
});

const openObject = z.record(z.string(), z.unknown());

const dryRunStarted = anySpelling({ exec_id: z.number(), status: z.string().nullish() });
const dryRun = anySpelling({ exec_id: z.number().nullish(), status: z.string().nullish() });
const slackChannels = anySpelling({
  installed: z.boolean().nullish(),
  channels: z.array(z.unknown()).nullish(),
});

/** The reply is untyped in the published API. */
const QUEUED_KEYS = ['exec_id', 'execId', 'id', 'command_id', 'status'];

type ChatRule = z.output<typeof rule>;
export type ChatCommand = z.output<typeof command>;
export type DryRun = z.output<typeof dryRun>;
type SlackChannels = z.output<typeof slackChannels>;

/** Fields that are left out stay as they are. */
interface RuleFields {
  name?: string;
  rule_content?: string;
  scope_type?: string;
  scope_id?: string;
  is_active?: boolean;
}

/** Fields that are left out stay as they are; `''` removes the schedule and null the budget. */
export interface CommandFields {
  name?: string;
  command_content?: string;
  scope_type?: string;
  scope_id?: string;
  description?: string;
  is_active?: boolean;
  cron_schedule?: string;
  sink_configs?: Record<string, unknown>[];
  run_as_user?: string;
  assistant_name?: string;
  max_runs?: number | null;
  schedule_paused?: boolean;
  auto_approve_readonly?: boolean;
  /** For updates only. */
  reset_runs_completed?: boolean;
}

/** A prompt to try out; it runs as that user, who must be named. */
interface DryRunFields {
  command_content: string;
  run_as_user: string;
  name?: string;
  scope_type?: string;
  scope_id?: string | null;
  assistant_name?: string | null;
  sink_configs?: Record<string, unknown>[];
}

/** Without a scope type: workspace, persona and the caller's own. */
interface ScopeFilters {
  scope_type?: string;
  scope_id?: string;
  is_active?: boolean;
  /** Stop after this many rows. */
  max?: number;
}

/** Rules or commands of a workspace, by id. */
interface ScopedItems<Item, Fields> {
  list(workspace: string, filters: ScopeFilters, options: CallOptions): Promise<Page<Item>>;
  get(workspace: string, id: number, options: CallOptions): Promise<Item>;
  create(workspace: string, fields: Fields, options: CallOptions): Promise<Item>;
  update(workspace: string, id: number, fields: Fields, options: CallOptions): Promise<Item>;
  delete(workspace: string, id: number, options: CallOptions): Promise<void>;
}

interface ChatCommands extends ScopedItems<ChatCommand, CommandFields> {
  /** Queues a run; the reply is the platform's own, untyped. */
  runNow(workspace: string, id: number, options: CallOptions): Promise<Record<string, unknown>>;
  /** Rows as the platform sends them; at most 500. */
  executions(
    workspace: string,
    id: number,
    query: { limit: number },
    options: CallOptions,
  ): Promise<Record<string, unknown>[]>;
  /** Runs a prompt that is not saved. Outside the user's own scope the platform requires a workspace admin. */
  startDryRun(
    workspace: string,
    fields: DryRunFields,
    options: CallOptions,
  ): Promise<z.output<typeof dryRunStarted>>;
  /** How the run is going; once it has succeeded, also what would be sent to the sinks. */
  dryRun(
    workspace: string,
    execId: number,
    query: { sinks?: readonly Record<string, unknown>[]; name?: string | undefined },
    options: CallOptions,
  ): Promise<DryRun>;
  /** Channels that results can be posted to; the platform shows them to workspace admins only. */
  slackChannels(workspace: string, options: CallOptions): Promise<SlackChannels>;
}

export interface ChatConfig {
  /** The rules and commands of all scopes together, as the assistant gets them. */
  resolved(workspace: string, options: CallOptions): Promise<Record<string, unknown>>;
  rules: ScopedItems<ChatRule, RuleFields>;
  commands: ChatCommands;
}

const PAGE_SIZE = 200;

export function createChatConfig(request: Requester): ChatConfig {
  return {
    resolved: (workspace, { signal }) =>
      request.json(someContent, { path: path`/api/v3/workspaces/${workspace}/chat-config/resolved`, signal }),
    rules: scopedItems<ChatRule, RuleFields>(request, 'rules', rule),
    commands: {
      ...scopedItems<ChatCommand, CommandFields>(request, 'commands', command),
      runNow: (workspace, id, { signal }) =>
        request.json(about(withAny(openObject, QUEUED_KEYS), 'command_id', id), {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/chat-config/commands/${id}/run-now`,
          signal,
        }),
      executions: (workspace, id, { limit }, { signal }) =>
        request.json(z.array(openObject), {
          path: path`/api/v3/workspaces/${workspace}/chat-config/commands/${id}/executions`,
          query: { limit },
          signal,
        }),
      startDryRun: (workspace, body, { signal }) =>
        request.json(dryRunStarted, {
          method: 'POST',
          path: path`/api/v3/workspaces/${workspace}/chat-config/dry-run`,
          body,
          signal,
        }),
      dryRun: (workspace, execId, { sinks = [], name }, { signal }) =>
        request.json(about(dryRun, 'exec_id', execId), {
          path: path`/api/v3/workspaces/${workspace}/chat-config/dry-run/${execId}`,
          query: {
            sink_configs_json: sinks.length > 0 ? JSON.stringify(sinks) : undefined,
            command_name: name,
          },
          signal,
        }),
      slackChannels: (workspace, { signal }) =>
        request.json(slackChannels, {
          path: path`/api/v3/workspaces/${workspace}/chat-config/sink-suggestions/slack`,
          signal,
        }),
    },
  };
}

function scopedItems<Item, Fields>(
  request: Requester,
  kind: 'rules' | 'commands',
  item: z.ZodType<Item>,
): ScopedItems<Item, Fields> {
  const all = (workspace: string) => path`/api/v3/workspaces/${workspace}/chat-config/${kind}`;
  const one = (workspace: string, id: number) =>
    path`/api/v3/workspaces/${workspace}/chat-config/${kind}/${id}`;
  return {
    list: (workspace, { max, ...query }, { signal }) =>
      listPages(request, item, { path: all(workspace), query, signal }, byPage('page_size', PAGE_SIZE, max)),
    get: (workspace, id, { signal }) =>
      request.json(about(item, 'id', id), { path: one(workspace, id), signal }),
    create: (workspace, body, { signal }) =>
      request.json(item, { method: 'POST', path: all(workspace), body, signal }),
    update: (workspace, id, body, { signal }) =>
      request.json(about(item, 'id', id), {
        method: 'PUT',
        path: one(workspace, id),
        body,
        repeatable: true,
        signal,
      }),
    delete: async (workspace, id, { signal }) => {
      await request.json(gone, { method: 'DELETE', path: one(workspace, id), signal });
    },
  };
}
