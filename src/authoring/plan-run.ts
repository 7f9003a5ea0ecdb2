import { InvalidRequest, NotFound } from '../errors/platform-errors.ts';
import { Refused } from '../errors/request-errors.ts';
import { fullNameOf } from '../names/full-name.ts';
import { OverridesRefused, type RunSession } from '../platform/run-sessions.ts';
import type { Runbook } from '../platform/slxs.ts';
import { runtimeVarsOf } from '../slx/committed-script.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { whyNoRunbook } from './no-runbook.ts';

const ALL_TASKS = '*';
/** The runner matches titles as the code has them, and tool-builder tasks are all titled so in the code. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the text that the code of the bundle has.
const UNRESOLVED_TITLE = '${TASK_TITLE}';

/** A run of an SLX as the caller asks for it. */
export interface SlxRun {
  workspace: string;
  /** Short name. */
  slx: string;
  titles: string[];
  overrides?: Record<string, string> | undefined;
}

/** A run that has been checked against the SLX's runbook and can be started. */
export interface RunPlan {
  notes: string[];
  start(): Promise<RunSession>;
}

/**
 * Checks titles and overrides against the runbook before anything runs: a title that matches no task would run
 * nothing and still read as success. Throws `Refused` with the valid titles or variables.
 */
export async function planRun(asked: SlxRun, context: ToolContext): Promise<RunPlan> {
  const plain = asked.titles.every((title) => title === ALL_TASKS || title === UNRESOLVED_TITLE);
  const runbook = plain && !asked.overrides ? undefined : await readRunbook(asked, context);
  const { taskTitles, notes } = plain
    ? { taskTitles: asked.titles, notes: [] }
    : matchTitles(asked.titles, runbook);
  const known = runbook && knownRuntimeVars(runbook);
  if (asked.overrides) checkOverrides(asked, asked.overrides, known);
  return { notes, start: () => start(asked, taskTitles, known, context) };
}

async function readRunbook({ workspace, slx }: SlxRun, context: ToolContext): Promise<Runbook> {
  try {
    return await context.platform.slxs.runbook(workspace, slx, context);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    throw await whyNoRunbook(error, { workspace, slx }, context);
  }
}

function matchTitles(titles: string[], runbook: Runbook | undefined) {
  const tasks = runbook?.tasks ?? [];
  const notes: string[] = [];
  const taskTitles = titles.map((title) => {
    const task = tasks.find(({ name, value }) => title === value || title === name);
    if (!task)
      throw unknownTitle(
        title,
        tasks.map(({ name, value }) => value ?? name),
      );
    const value = task.value ?? task.name;
    if (value !== title)
      notes.push(
        `“${title}” is the displayed title; the task was started by its title in the code, ${value}.`,
      );
    return value;
  });
  return { taskTitles, notes };
}

function unknownTitle(title: string, valid: string[]): Refused {
  return new Refused(
    `task_titles: no task is titled “${title}”. Tasks are matched by their title in the code, often the literal ${UNRESOLVED_TITLE}.`,
    {
      hint: `Use task_titles='*' for all tasks${valid.length > 0 ? `, or one of: ${valid.join(', ')}` : ''}.`,
      detail: { task_titles: valid },
    },
  );
}

/** Names of the variables that a run may set, from wherever the runbook has them; `null` where it does not say. */
function knownRuntimeVars(runbook: Runbook): string[] | null {
  const variables = runtimeVarsOf(runbook);
  return variables ? Object.keys(variables).sort() : null;
}

function checkOverrides(
  { slx }: SlxRun,
  overrides: Record<string, string>,
  known: string[] | null | undefined,
): void {
  if (!known) return;
  const unknown = Object.keys(overrides).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Refused(`runtime_var_overrides: the runbook has no runtime variable ${unknown.join(', ')}.`, {
    hint: `${known.length > 0 ? `It has: ${known.join(', ')}` : 'It has none; leave runtime_var_overrides out'}. To try any variable with another value: run_script_and_wait(from_slx="${slx}", env_vars={"${unknown[0]}": ...}).`,
    detail: { known_runtime_vars: known, submitted_override_keys: Object.keys(overrides).sort() },
  });
}

async function start(
  { workspace, slx, overrides }: SlxRun,
  taskTitles: string[],
  known: string[] | null | undefined,
  context: ToolContext,
): Promise<RunSession> {
  const { platform, signal } = context;
  const request = {
    slxName: fullNameOf(workspace, slx),
    taskTitles,
    // Tells runs of this tool from those of the web application.
    memo: { source: 'mcp-tool', tool: 'run_slx' },
    ...(overrides ? { runtimeVarOverrides: overrides } : {}),
  };
  try {
    return await platform.runSessions.create(
      workspace,
      { generateName: slx, runRequests: [request] },
      { signal },
    );
  } catch (error) {
    if (error instanceof NotFound) throw await whyNoRunbook(error, { workspace, slx }, context);
    if (!overrides || !(error instanceof OverridesRefused)) throw error;
    throw new InvalidRequest(error.message, {
      hint: error.hint,
      status: error.status,
      detail: {
        ...error.detail,
        known_runtime_vars: known ?? null,
        submitted_override_keys: Object.keys(overrides).sort(),
      },
      cause: error,
    });
  }
}
