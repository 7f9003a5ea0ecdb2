import { answerOf } from '../assistant/answer.ts';
import { findAbout, topicOf } from '../assistant/findings.ts';
import { Refusal } from '../http/reply.ts';
import type { ChatCommand, CommandExecution } from '../state/chat-records.ts';
import type { Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';
import type { World } from '../state/world.ts';

/** How long an execution takes before its row says that it succeeded. */
const DURATION_SECONDS = 1;
const DRY_RUN_SECONDS = 0.4;

/** Starts a command; 409 once its budget of runs is used up. One that is still running is not started again. */
export function enqueueExecution(world: World, workspace: Workspace, command: ChatCommand): CommandExecution {
  const running = executionsOf(world, workspace, command).find(({ status }) => status === 'running');
  if (running) return running;
  if (command.max_runs !== null && command.runs_completed >= command.max_runs) {
    throw new Refusal(409, `Command has used all of its ${command.max_runs} runs.`);
  }
  command.runs_completed += 1;
  return started(world, workspace, command.id, command.command_content, 'running');
}

/** A command's executions, newest first, those whose time has passed marked as done. */
export function executionsOf(world: World, workspace: Workspace, command: ChatCommand): CommandExecution[] {
  const rows = [...workspace.executions.values()].filter(({ command_id }) => command_id === command.id);
  for (const row of rows) finish(world, workspace, row, DURATION_SECONDS);
  return rows.reverse();
}

/** Starts a prompt that no command has yet. */
export function startDryRun(world: World, workspace: Workspace, content: string): CommandExecution {
  return started(world, workspace, null, content, 'pending');
}

/** A dry run, marked as done where its time has passed; undefined for the run of a command, or none at all. */
export function dryRunOf(world: World, workspace: Workspace, id: number): CommandExecution | undefined {
  const row = workspace.executions.get(id);
  if (!row || row.command_id !== null) return undefined;
  finish(world, workspace, row, DRY_RUN_SECONDS);
  return row;
}

/** What each sink would get of a result; nothing is sent. */
export function sinkPreviews(sinks: readonly JsonObject[], name: string, result: string): JsonObject[] {
  return sinks.map(({ type, mode, target }) => ({
    type,
    mode,
    target: target ?? null,
    ...(type === 'email' ? { subject: `[RunWhen] ${name}` } : { header: name }),
    body: result,
  }));
}

function started(
  world: World,
  workspace: Workspace,
  command_id: number | null,
  command_content: string,
  status: string,
): CommandExecution {
  const execution: CommandExecution = {
    id: world.nextId(),
    command_id,
    command_content,
    status,
    started_at: world.timestamp(),
    finished_at: null,
    result: null,
  };
  workspace.executions.set(execution.id, execution);
  return execution;
}

function finish(world: World, workspace: Workspace, row: CommandExecution, seconds: number): void {
  if (row.finished_at !== null || row.started_at > world.timestamp(seconds)) return;
  row.status = 'succeeded';
  row.finished_at = world.timestamp();
  row.result = answerOf(workspace, findAbout(workspace, topicOf(row.command_content)));
}
