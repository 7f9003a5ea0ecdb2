import { z } from 'zod';
import { NotFound } from '../../errors/platform-errors.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import type { ChatCommand } from '../../platform/chat-config.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitRows } from '../../tool-kit/fit-rows.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { commandId } from './command-fields.ts';
import { scheduleOf } from './schedule.ts';

const RESULT_LENGTH = 600;
/** The most that the platform lists. */
const MOST_RUNS = 500;
const MOST_SHOWN = 100;
const SHOWN_IDS = 10;

export const listChatCommandRuns = defineTool({
  name: 'list_chat_command_runs',
  title: 'List chat command runs',
  description: 'Runs of a command, with status and result, and where results go.',
  toolset: 'chat-commands',
  effect: 'read',
  input: z.object({
    command_id: commandId.optional(),
    dry_run_id: z.int().describe('In place of command_id: one dry run').optional(),
    workspace_name: workspaceName,
    run_id: z.int().describe('One run, whole').optional(),
    limit: z.int().min(1).max(MOST_SHOWN).default(20).describe('How many of the newest'),
  }),
  async run(args, context) {
    const { command_id, dry_run_id, run_id } = args;
    if ((command_id === undefined) === (dry_run_id === undefined)) throw whichRuns();
    const workspace = await workspaceOf(args, context);
    const { commands } = context.platform.chatConfig;
    if (command_id === undefined) {
      return { count: 1, results: [compact(await commands.dryRun(workspace, dry_run_id!, {}, context))] };
    }
    const notes: string[] = [];
    const { signal } = context;
    // One more than are shown says whether there are more: the platform does not count them.
    const limit = run_id === undefined ? args.limit + 1 : MOST_RUNS;
    const [rows, command] = await Promise.all([
      commands.executions(workspace, command_id, { limit }, context),
      orNote(commands.get(workspace, command_id, context), { what: 'Where results go', notes, signal }),
    ]);
    const wanted = run_id === undefined ? rows.slice(0, args.limit) : rows.filter(({ id }) => id === run_id);
    if (run_id !== undefined && wanted.length === 0) throw noSuchRun(run_id, workspace, command_id, rows);
    const [whole] = wanted.length === 1 ? wanted : [];
    const results = whole ? [compact(whole)] : wanted.map(runRow);
    return {
      ...(command ? { results_go_to: destinations(command), schedule: scheduleOf(command) } : {}),
      ...fitRows(results, {
        uncounted: run_id === undefined && rows.length > args.limit,
        goOn:
          args.limit < MOST_SHOWN
            ? `Raise limit (at most ${MOST_SHOWN}).`
            : `run_id reads any of the newest ${MOST_RUNS}.`,
      }),
      ...noted([
        ...(rows.length === 0
          ? [
              `The command has not run yet: run_chat_command(workspace_name="${workspace}", command_id=${command_id}).`,
            ]
          : []),
        ...(command && rows.length > 0 ? arrivalNotes(command) : []),
        ...(!whole && wanted.some(isCut)
          ? ['Long results are cut: call again with run_id for one in full.']
          : []),
        ...notes,
      ]),
    };
  },
});

const noted = (notes: string[]) => (notes.length > 0 ? { notes } : {});

/** Where the platform sends a run's result, besides the list of its runs, with the command's present settings. */
function destinations({ sink_configs }: ChatCommand): string[] {
  const sinks = (sink_configs ?? []).map(({ type, mode, target }) =>
    [type, mode, target].filter(Boolean).join(' '),
  );
  return sinks.length > 0 ? sinks : ['nowhere: sink_configs is empty, so that results stay in this list'];
}

function arrivalNotes({ sink_configs }: ChatCommand): string[] {
  if (!sink_configs?.length) return [];
  return ['status tells how the prompt ended; whether its result arrived is not published.'];
}

function noSuchRun(
  run: number,
  workspace: string,
  command: number,
  rows: Record<string, unknown>[],
): NotFound {
  const ids = rows.slice(0, SHOWN_IDS).map(({ id }) => id);
  return new NotFound(`Command ${command} has no run ${run} among its newest ${MOST_RUNS}.`, {
    hint: `list_chat_command_runs(workspace_name="${workspace}", command_id=${command}) lists them${ids.length > 0 ? `: ${ids.join(', ')}` : ''}.`,
  });
}

function whichRuns(): InvalidArguments {
  return new InvalidArguments('list_chat_command_runs takes one of command_id and dry_run_id.', {
    hint: 'command_id is in list_chat_commands; a dry run that takes long gives its dry_run_id.',
  });
}

const isCut = (run: Record<string, unknown>) =>
  Object.values(run).some((value) => typeof value === 'string' && value.length > RESULT_LENGTH);

/** Everything the platform says about a run, with long texts cut. */
function runRow(run: Record<string, unknown>) {
  const entries = Object.entries(run).map(([name, value]) => [
    name,
    typeof value === 'string' ? shorten(value, RESULT_LENGTH) : value,
  ]);
  return compact(Object.fromEntries(entries));
}
