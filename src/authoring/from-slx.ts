import { typoOf } from '../errors/nearest.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { Refused } from '../errors/request-errors.ts';
import { shortNameOf } from '../names/full-name.ts';
import type { Runbook, Sli } from '../platform/slxs.ts';
import type { TaskType } from '../script-rules/script-kind.ts';
import { givenSources, type ScriptSources } from '../script-rules/source/script-source.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import { type CommittedScript, committedScript } from '../slx/committed-script.ts';
import { shorten } from '../tool-kit/compact.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { workspaceOf } from '../tool-kit/workspace.ts';
import type { RunArguments } from './inputs/run-script-input.ts';

/** What the tools that take `from_slx` add to it or put in the place of what it brings. */
export type ChangedScript = ScriptSources &
  Pick<RunArguments, 'from_slx' | 'workspace_name' | 'interpreter'> &
  Partial<Pick<RunArguments, 'location' | 'env_vars' | 'secret_vars' | 'runtime_var_overrides'>> & {
    task_type: RunArguments['run_type'];
  };

/** Where the arguments come from that were not given. */
export interface Origin {
  /** Short name of the SLX. */
  slx: string;
  /** False where another script was given. */
  isUnchanged: boolean;
  /** True where none was given, and the SLX has one. */
  bringsLocation: boolean;
  /** What came from the SLX, and what was given here in the place of what. */
  notes(judged: Validation): string[];
}

/** What a committed script may add to the arguments. */
type Brought = Pick<ChangedScript, 'script' | 'interpreter' | 'location' | 'env_vars' | 'secret_vars'>;

/**
 * The arguments, completed by the script, variables, secrets and location of the committed task or SLI that `from_slx`
 * names; what is given wins. Variables that a run may set have their defaults. Throws `Refused` where the SLX has no such
 * part, or runs another bundle than the tool-builder.
 */
export async function withCommitted<Args extends ChangedScript>(
  args: Args,
  context: ToolContext,
): Promise<{ args: Args & Brought; origin?: Origin }> {
  const name = args.from_slx?.trim();
  if (!name) return { args };
  const workspace = await workspaceOf(args, context);
  const slx = shortNameOf(workspace, name);
  const committed = await readCommitted(workspace, slx, args.task_type, context);
  const own = givenSources(args).length > 0;
  return {
    args: {
      ...args,
      ...(own ? {} : { script: committed.script, interpreter: args.interpreter ?? committed.interpreter }),
      location: args.location ?? committed.location,
      env_vars: { ...committed.envVars, ...committed.runtimeVars, ...args.env_vars },
      secret_vars: { ...committed.secretVars, ...args.secret_vars },
    },
    origin: {
      slx,
      isUnchanged: !own,
      bringsLocation: !args.location && committed.location !== undefined,
      notes: (judged) => [
        `From ${slx} as committed: ${broughtBy(committed, args, own)}.`,
        ...givenBeside(committed, args, own, judged),
      ],
    },
  };
}

async function readCommitted(
  workspace: string,
  slx: string,
  taskType: TaskType,
  context: ToolContext,
): Promise<CommittedScript> {
  const part = await (taskType === 'sli' ? sliOf : taskOf)(workspace, slx, context);
  const script = committedScript(part);
  if (script) return script;
  const { codeBundlePath, spec } = part;
  const bundle = codeBundlePath ?? (spec?.codeBundle as { pathToRobot?: string } | undefined)?.pathToRobot;
  throw new Refused(
    `from_slx: ${slx} runs ${bundle ? `the code bundle ${bundle}` : 'another code bundle'}, which has no script to change.`,
    { hint: 'run_slx runs it as it is committed; get_slx_runbook shows its settings.' },
  );
}

const asked = (kind: TaskType) => `run_type="${kind}" (validate_script: task_type="${kind}")`;

async function taskOf(workspace: string, slx: string, context: ToolContext): Promise<Runbook> {
  try {
    return await context.platform.slxs.runbook(workspace, slx, context);
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    // Tells an SLX without a task from one that does not exist.
    await context.platform.slxs.get(workspace, slx, context);
    throw new Refused(`from_slx: ${slx} has no task.`, { hint: `Its SLI: ${asked('sli')}.`, cause: error });
  }
}

async function sliOf(workspace: string, slx: string, context: ToolContext): Promise<Sli> {
  const { sli } = await context.platform.slxs.get(workspace, slx, context);
  if (sli) return sli;
  throw new Refused(`from_slx: ${slx} has no SLI.`, { hint: `Its task: ${asked('task')}.` });
}

/** Characters of a value in a note. */
const VALUE_LENGTH = 60;
const shown = (value: string) => shorten(value, VALUE_LENGTH) ?? '""';

const variablesGiven = ({ env_vars, runtime_var_overrides }: ChangedScript) => ({
  ...env_vars,
  ...runtime_var_overrides,
});

/** What the SLX gives to the run: all that it has less what is given in its place. */
function broughtBy(committed: CommittedScript, args: ChangedScript, ownScript: boolean): string {
  const named = (what: string, values: Record<string, string>, given: object = {}) => {
    const names = Object.keys(values).filter((name) => !(name in given));
    return names.length > 0 ? [`${what} ${names.join(', ')}`] : [];
  };
  const parts = [
    ...(ownScript ? [] : ['the script']),
    ...named('variables', { ...committed.envVars, ...committed.runtimeVars }, variablesGiven(args)),
    ...named('secrets', committed.secretVars, args.secret_vars),
    ...(committed.location && !args.location ? [`location ${committed.location}`] : []),
  ];
  return parts.join('; ') || 'nothing';
}

/** What is given here: each variable with its value, and with the one that it has otherwise. */
function givenBeside(
  { envVars, runtimeVars }: CommittedScript,
  args: ChangedScript,
  ownScript: boolean,
  { environmentDefaults, environmentVariables }: Validation,
): string[] {
  const committed = { ...envVars, ...runtimeVars };
  const otherwise = (name: string) => {
    if (name in committed) return ` (committed: ${shown(committed[name]!)})`;
    if (name in environmentDefaults) return ` (default in the script: ${shown(environmentDefaults[name]!)})`;
    if (environmentVariables.includes(name)) return '';
    const meant = typoOf(name, environmentVariables);
    return ` (the script is not seen to read it${meant ? `; it reads ${meant}` : ''})`;
  };
  const parts = [
    ...(ownScript ? ['the script'] : []),
    ...Object.entries(variablesGiven(args)).map(
      ([name, value]) => `${name}=${shown(value)}${otherwise(name)}`,
    ),
    ...Object.keys(args.secret_vars ?? {}).map((name) => `secret ${name}`),
    ...(args.location ? [`location ${args.location}`] : []),
  ];
  return parts.length > 0 ? [`Given here: ${parts.join(', ')}.`] : [];
}
