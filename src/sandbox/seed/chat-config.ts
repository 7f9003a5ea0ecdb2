import type { ChatCommand } from '../state/chat-records.ts';
import type { Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { ARTICLES } from './articles.ts';
import { PERSONAS } from './personas.ts';
import { USERS } from './users.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

interface RuleSeed {
  name: string;
  rule_content: string;
  scope_type: string;
  scope_id: string | null;
  is_active?: boolean;
}

const RULES: Record<string, RuleSeed[]> = {
  'checkout-prod': [
    {
      name: 'ingress-noise',
      rule_content:
        'Single 502 answers of the ingress during a deployment are expected. Mention them only when they last longer than five minutes.',
      scope_type: 'workspace',
      scope_id: 'checkout-prod',
    },
    {
      name: 'payments-first',
      rule_content: 'Put issues of payments-api before those of any other service of equal severity.',
      scope_type: 'workspace',
      scope_id: 'checkout-prod',
    },
    {
      name: 'plain-words',
      rule_content: 'Explain Kubernetes terms in one clause when you use them.',
      scope_type: 'persona',
      scope_id: 'eager-edgar',
    },
    {
      name: 'black-friday-freeze',
      rule_content: 'Do not propose deployments before the first Monday of December.',
      scope_type: 'workspace',
      scope_id: 'checkout-prod',
      is_active: false,
    },
  ],
  'pay-core-7': [
    {
      name: 'staging-wording',
      rule_content: 'This is staging: never call an issue an outage.',
      scope_type: 'workspace',
      scope_id: 'pay-core-7',
    },
  ],
};

type CommandSeed = Pick<ChatCommand, 'name' | 'command_content' | 'description'> & Partial<ChatCommand>;

const COMMANDS: Record<string, CommandSeed[]> = {
  'checkout-prod': [
    {
      name: 'morning-report',
      description: 'What broke overnight, worst first',
      command_content:
        'List issues seen since yesterday 18:00, worst first. For each: service, evidence, next step. End with what was resolved on its own.',
      cron_schedule: '0 6 * * 1-5',
      sink_configs: [{ type: 'email', mode: 'all-workspace-users' }],
      run_as_user: USERS.admin.email,
      runs_completed: 41,
    },
    {
      name: 'pre-deploy-check',
      description: 'Go or no-go for a deployment',
      command_content:
        'Check open issues of checkout-api and payments-api and the latest runs of their SLXs. Answer GO or NO-GO with the reasons.',
    },
    {
      name: 'explain-to-support',
      description: 'An incident in words for customer support',
      command_content: 'Sum up the current incident in five sentences without technical terms.',
      scope_type: 'persona',
      scope_id: 'eager-edgar',
    },
  ],
};

/** Adds the assistants of a workspace, its rules and commands, and its articles. */
export function addChatConfig(world: World, workspace: Workspace): void {
  for (const persona of PERSONAS) {
    const created = world.timestamp(80 * DAY);
    workspace.personas.set(persona.shortName, { ...persona, id: world.nextId(), created, modified: created });
  }
  for (const seed of RULES[workspace.name] ?? []) {
    const rule = { is_active: true, ...seed, ...authored(world, 30 * DAY) };
    workspace.rules.set(rule.id, rule);
  }
  for (const seed of COMMANDS[workspace.name] ?? []) addCommand(world, workspace, seed);
  for (const seed of ARTICLES[workspace.name] ?? []) {
    const created = world.timestamp(20 * DAY);
    const note = {
      resourceSelectors: [],
      tags: [],
      status: 'active' as const,
      verified: false,
      authorEmail: USERS.admin.email,
      readOnly: false,
      ...seed,
      noteId: world.nextUuid(),
      created,
      modified: created,
    };
    workspace.notes.set(note.noteId, note);
  }
}

function addCommand(world: World, workspace: Workspace, seed: CommandSeed): void {
  const command: ChatCommand = {
    scope_type: 'workspace',
    scope_id: workspace.name,
    is_active: true,
    cron_schedule: null,
    sink_configs: [],
    run_as_user: null,
    assistant_name: null,
    max_runs: null,
    runs_completed: 0,
    schedule_paused: false,
    auto_approve_readonly: false,
    ...seed,
    ...authored(world, 25 * DAY),
  };
  workspace.commands.set(command.id, command);
  if (!command.cron_schedule) return;
  for (const daysAgo of [2, 1]) {
    const id = world.nextId();
    workspace.executions.set(id, {
      id,
      command_id: command.id,
      command_content: command.command_content,
      status: 'succeeded',
      started_at: world.timestamp(daysAgo * DAY),
      finished_at: world.timestamp(daysAgo * DAY - 40),
      result: 'Sent to all users of the workspace.',
    });
  }
}

function authored(world: World, secondsAgo: number) {
  const at = world.timestamp(secondsAgo);
  return { id: world.nextId(), created_by: USERS.admin.email, created_at: at, updated_at: at };
}
