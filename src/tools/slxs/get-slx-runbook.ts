import { z } from 'zod';
import { judgeScript } from '../../authoring/judge-script.ts';
import { whyNoRunbook } from '../../authoring/no-runbook.ts';
import { NotFound } from '../../errors/platform-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import type { Runbook } from '../../platform/slxs.ts';
import { type CommittedScript, committedScript, settingsOf } from '../../slx/committed-script.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { placeOf, sliOf, tagsOf } from './slx-facts.ts';

/** Settings that repeat the runbook's own fields or other settings. */
const REPEATED = new Set(['GEN_CMD', 'CONFIG_ENV_MAP', 'SECRET_ENV_MAP']);

export const getSlxRunbook = defineTool({
  name: 'get_slx_runbook',
  title: 'Get SLX runbook',
  description:
    'What an SLX runs: script, variables and how each is overridden, secrets by name, tasks, location, tags, path, SLI.',
  toolset: 'slxs',
  effect: 'read',
  keepsText: true,
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const name = shortNameOf(workspace, args.slx_name);
    const notes: string[] = [];
    const { platform, signal } = context;
    const [runbook, slx] = await Promise.all([
      runbookOf(workspace, name, context),
      orNote(platform.slxs.get(workspace, name, context), { what: 'The SLX itself', notes, signal }),
    ]);
    const committed = committedScript(runbook);
    return compact({
      ...describeRunbook(runbook),
      script: committed?.script,
      ...(committed ? await variablesOf(committed, context, notes) : {}),
      ...(slx ? { tags: tagsOf(slx), ...placeOf(slx), sli: sliOf(slx) } : {}),
      notes,
    });
  },
});

function runbookOf(workspace: string, slx: string, context: ToolContext): Promise<Runbook> {
  return context.platform.slxs.runbook(workspace, slx, context).catch(async (error) => {
    throw error instanceof NotFound ? await whyNoRunbook(error, { workspace, slx }, context) : error;
  });
}

function describeRunbook({ spec, status, configProvided, ...runbook }: Runbook) {
  const settings = settingsOf({ configProvided, spec });
  const shown = Object.entries(settings).filter(([name]) => !REPEATED.has(name));
  return {
    ...runbook,
    configProvided: shown.map(([name, value]) => ({ name, value })),
    location: spec?.location,
    codeBundle: runbook.codeBundleRepoUrl ? undefined : spec?.codeBundle,
    runtimeVarsProvided: runbook.runtimeVarsProvided ?? spec?.runtimeVarsProvided,
    secretsProvided: runbook.secretsProvided ?? spec?.secretsProvided,
  };
}

/** What the script reads: each variable, how a run sets it, and its default where only the script has one. */
async function variablesOf(
  { script, interpreter, envVars, runtimeVars, secretVars }: CommittedScript,
  context: ToolContext,
  notes: string[],
) {
  const judged = await orNote(judgeScript({ sources: { script }, interpreter, taskType: 'task' }, context), {
    what: 'What the script reads',
    notes,
    signal: context.signal,
  });
  // Their values are in configProvided and runtimeVarsProvided.
  const set = { ...envVars, ...runtimeVars };
  const others = (judged?.environmentVariables ?? []).filter(
    (name) => !(name in set) && !(name in secretVars),
  );
  const defaults = judged?.environmentDefaults ?? {};
  return {
    variables: [
      ...Object.keys(set).map((name) => ({
        name,
        override_with: name in runtimeVars ? 'runtime_var_overrides' : 'from_slx',
      })),
      ...others
        .filter((name) => name in defaults)
        .map((name) => ({ name, default_in_script: defaults[name], override_with: 'from_slx' })),
    ],
    reads_without_value: others.filter((name) => !(name in defaults)),
  };
}
