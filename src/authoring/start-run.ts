import { withMark } from '../run-outcome/completion-mark.ts';
import { byteLength, scriptLimits } from '../script-rules/sizes.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import { checkSendable } from '../slx/commit-scripts.ts';
import { checkVariables } from '../slx/template-marks.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { workspaceOf } from '../tool-kit/workspace.ts';
import { withCommitted } from './from-slx.ts';
import type { RunArguments } from './inputs/run-script-input.ts';
import { judgeScript } from './judge-script.ts';
import { resolveLocation } from './resolve-location.ts';
import { resolveSecretVars } from './resolve-secret-vars.ts';
import { withoutBlanks } from './without-blanks.ts';

/** A run that the platform has accepted. */
export interface StartedRun {
  workspace: string;
  runId: string;
  status: string;
  validation: Validation;
  /** The script as it was sent, its completion mark included. */
  sent: string;
  location: string;
  locationReason: string;
  secretNotes: string[];
  /** Whether a committed script runs as it is. */
  isUnchanged: boolean;
  notes: string[];
}

/** Checks a script, works out where and with what it runs, and starts it. Throws `Refused` before anything is sent. */
export async function startRun(given: RunArguments, context: ToolContext): Promise<StartedRun> {
  const { args: asked, blankNotes } = withoutBlanks(given);
  const { args, origin } = await withCommitted({ ...asked, task_type: asked.run_type }, context);
  const envVars = { ...args.env_vars, ...args.runtime_var_overrides };
  const secretVars = args.secret_vars ?? {};
  const validation = await judgeScript(
    {
      sources: args,
      interpreter: args.interpreter,
      taskType: args.task_type,
      given: [...Object.keys(envVars), ...Object.keys(secretVars)],
    },
    context,
  );
  checkSendable(validation, 'script');
  checkVariables('env_vars', envVars);
  const workspace = await workspaceOf(args, context);
  const [place, secrets] = await Promise.all([
    resolveLocation(
      workspace,
      args.location,
      context,
      origin?.bringsLocation ? `It is where ${origin.slx} runs.` : undefined,
    ),
    resolveSecretVars(workspace, secretVars, context),
  ]);
  const marked =
    args.completion_marker === false ? { sent: validation.shipped, notes: [] } : mark(validation, context);
  const run = await context.platform.authorRuns.start(
    workspace,
    {
      command: marked.sent,
      location: place.name,
      runType: args.task_type,
      interpreter: validation.interpreter,
      envVars,
      secretVars: secrets.secretVars,
    },
    context,
  );
  return {
    workspace,
    runId: run.runId,
    status: run.status ?? 'RUNNING',
    validation,
    sent: marked.sent,
    location: place.name,
    locationReason: place.reason,
    secretNotes: secrets.notes,
    isUnchanged: origin?.isUnchanged ?? false,
    notes: [...(origin?.notes(validation) ?? []), ...blankNotes, ...place.notes, ...marked.notes],
  };
}

/** The script with its completion mark, unless that would show in the run or pass the limit. */
function mark(
  { shipped, interpreter }: Validation,
  { config }: ToolContext,
): { sent: string; notes: string[] } {
  const sent = withMark(shipped, interpreter);
  if (sent === undefined) {
    return {
      sent: shipped,
      notes: [
        'The completion mark was left off: the script traces or changes the commands that run, and would trace it too.',
      ],
    };
  }
  if (byteLength(sent) > scriptLimits(config).hardBytes) {
    return {
      sent: shipped,
      notes: ['The completion mark was left off: with it the script would exceed the size limit.'],
    };
  }
  return { sent, notes: [] };
}

/** What every answer about a started run says of how it was started. */
export function startedView({ runId, location, locationReason, secretNotes, validation }: StartedRun) {
  const fixes = validation.findings.filter(({ severity }) => severity === 'auto-fixed');
  return {
    runId,
    location,
    location_reason: locationReason,
    ...(secretNotes.length > 0 ? { secret_resolution_notes: secretNotes } : {}),
    ...(fixes.length > 0 ? { auto_fixes_applied: fixes.map(({ message }) => message) } : {}),
    ...(validation.size.warning
      ? { size_warning: validation.size.warning, script_bytes: validation.shippedBytes }
      : {}),
  };
}
