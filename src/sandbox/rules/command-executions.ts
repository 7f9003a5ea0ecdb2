import { Refusal } from '../http/reply.ts';
import type { ChatCommand, CommandExecution } from '../state/chat-records.ts';
import type { Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** How long an execution takes before its row says that it succeeded. */
const DURATION_SECONDS = 1;

/** Starts a command; 409 once its budget of runs is used up. One that is still running is not started again. */
export function enqueueExecution(world: World, workspace: Workspace, command: ChatCommand): CommandExecution {
  const running = executionsOf(world, workspace, command).find(({ status }) => status === 'running');
  if (running) return running;
  if (command.max_runs !== null && command.runs_completed >= command.max_runs) {
    throw new Refusal(409, `Command has used all of its ${command.max_runs} runs.`);
  }
  const execution: CommandExecution = {
    id: world.nextId(),
    command_id: command.id,
    status: 'running',
    started_at: world.timestamp(),
    finished_at: null,
    result: null,
  };
  workspace.executions.set(execution.id, execution);
  command.runs_completed += 1;
  return execution;
}

/** A command's executions, newest first, those whose time has passed marked as done. */
export function executionsOf(world: World, workspace: Workspace, command: ChatCommand): CommandExecution[] {
  const rows = [...workspace.executions.values()].filter(({ command_id }) => command_id === command.id);
  const done = world.timestamp(DURATION_SECONDS);
  for (const row of rows.filter(({ status, started_at }) => status === 'running' && started_at <= done)) {
    row.status = 'succeeded';
    row.finished_at = world.timestamp();
    row.result = `The sandbox ran ${command.name}: ${command.command_content.slice(0, 200)}`;
  }
  return rows.reverse();
}
