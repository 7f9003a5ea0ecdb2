import type { z } from 'zod';
import { type Need, requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { numberedPage, pageNumber } from '../http/page-number.ts';
import { pathInteger } from '../http/path-parameters.ts';
import { integer, optionalBoolean, optionalText, parseQuery } from '../http/query.ts';
import { notFound, parseBody } from '../http/reply.ts';
import { CommandCreate, CommandUpdate, requireKnownNames } from '../rules/chat-command-bodies.ts';
import { inScope, isVisible, updatedScope, writableScope } from '../rules/chat-scope.ts';
import { enqueueExecution, executionsOf } from '../rules/command-executions.ts';
import type { ChatCommand } from '../state/chat-records.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

const COMMANDS = `${V3}/chat-config/commands`;

/** Chat commands, their schedules and their executions. */
export function chatCommandRoutes(app: SandboxApp, world: World): void {
  app.get(COMMANDS, (c) => {
    const { caller, workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(c, {
      scope_type: optionalText(),
      scope_id: optionalText(),
      is_active: optionalBoolean(),
      ...pageNumber,
    });
    return c.json(numberedPage(c, inScope(workspace.commands.values(), query, caller), query));
  });

  app.post(COMMANDS, async (c) => {
    const access = requireWorkspace(c, world, 'read');
    const body = await parseBody(c, CommandCreate);
    const scope = writableScope(access, { scope_type: body.scope_type, scope_id: body.scope_id ?? null });
    requireKnownNames(access.workspace, body);
    const at = world.timestamp();
    const command: ChatCommand = {
      id: world.nextId(),
      name: body.name,
      command_content: body.command_content,
      description: body.description ?? null,
      ...scope,
      is_active: body.is_active,
      cron_schedule: body.cron_schedule || null,
      sink_configs: body.sink_configs ?? [],
      run_as_user: body.run_as_user ?? null,
      assistant_name: body.assistant_name ?? null,
      max_runs: body.max_runs ?? null,
      runs_completed: 0,
      schedule_paused: body.schedule_paused ?? false,
      auto_approve_readonly: body.auto_approve_readonly ?? false,
      created_by: access.caller.email,
      created_at: at,
      updated_at: at,
    };
    access.workspace.commands.set(command.id, command);
    return c.json(command, 201);
  });

  app.get(`${COMMANDS}/:command_id`, (c) => c.json(requireCommand(c, world).command));

  app.put(`${COMMANDS}/:command_id`, async (c) => {
    const { access, command } = requireCommand(c, world);
    const body = await parseBody(c, CommandUpdate);
    const scope = updatedScope(access, command, body);
    requireKnownNames(access.workspace, body);
    Object.assign(command, changesOf(body), scope, { updated_at: world.timestamp() });
    return c.json(command);
  });

  app.delete(`${COMMANDS}/:command_id`, (c) => {
    const { access, command } = requireCommand(c, world);
    writableScope(access, command);
    access.workspace.commands.delete(command.id);
    return c.body(null, 204);
  });

  app.post(`${COMMANDS}/:command_id/run-now`, (c) => {
    const { access, command } = requireCommand(c, world, 'run');
    const execution = enqueueExecution(world, access.workspace, command);
    return c.json({ command_id: command.id, status: 'queued', exec_id: execution.id }, 202);
  });

  app.get(`${COMMANDS}/:command_id/executions`, (c) => {
    const { access, command } = requireCommand(c, world);
    const { limit } = parseQuery(c, { limit: integer(50, 1, 500) });
    return c.json(executionsOf(world, access.workspace, command).slice(0, limit));
  });
}

function requireCommand(c: SandboxContext, world: World, need: Need = 'read') {
  const access = requireWorkspace(c, world, need);
  const command = access.workspace.commands.get(pathInteger(c, 'command_id'));
  if (!command || !isVisible(command, access.caller)) throw notFound('Command not found');
  return { access, command };
}

/** What an update changes: keys left out stay, an explicit null or '' empties what may be empty. */
function changesOf({ reset_runs_completed, ...body }: z.output<typeof CommandUpdate>): Partial<ChatCommand> {
  const given = Object.entries(body).filter(([name, value]) => value !== null || NULLABLE.has(name));
  const changes: Partial<ChatCommand> = Object.fromEntries(given);
  if (changes.cron_schedule === '') changes.cron_schedule = null;
  if (changes.sink_configs === null) changes.sink_configs = [];
  return reset_runs_completed ? { ...changes, runs_completed: 0 } : changes;
}

const NULLABLE = new Set([
  'description',
  'cron_schedule',
  'sink_configs',
  'run_as_user',
  'assistant_name',
  'max_runs',
]);
