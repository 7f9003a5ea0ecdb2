import { z } from 'zod';
import { shortNameOf } from '../../names/full-name.ts';
import type { Runbook } from '../../platform/slxs.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

/** Settings that the runbook's own fields or other settings repeat. */
const REPEATED = new Set(['GEN_CMD', 'CONFIG_ENV_MAP', 'SECRET_ENV_MAP']);

export const getSlxRunbook = defineTool({
  name: 'get_slx_runbook',
  title: 'Get SLX runbook',
  description: 'What an SLX runs: script, settings, secrets by name, tasks, runtime variables, location.',
  toolset: 'slxs',
  effect: 'read',
  keepsText: true,
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
  }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const slx = shortNameOf(workspace, args.slx_name);
    return describeRunbook(await context.platform.slxs.runbook(workspace, slx, context));
  },
});

function describeRunbook({ spec, status, configProvided, ...runbook }: Runbook): Record<string, unknown> {
  const config = configEntries(configProvided ?? (spec?.configProvided as Runbook['configProvided']));
  const encoded = config.find(({ name }) => name === 'GEN_CMD')?.value;
  return compact({
    ...runbook,
    script: encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8'),
    configProvided: config.filter(({ name }) => !REPEATED.has(name)),
    location: spec?.location,
    codeBundle: runbook.codeBundleRepoUrl ? undefined : spec?.codeBundle,
    runtimeVarsProvided: runbook.runtimeVarsProvided ?? spec?.runtimeVarsProvided,
    secretsProvided: runbook.secretsProvided ?? spec?.secretsProvided,
  });
}

/** Some platforms give a map in place of the list. */
function configEntries(config: Runbook['configProvided']): { name: string; value: string }[] {
  const entries = Array.isArray(config)
    ? config
    : Object.entries(config ?? {}).map(([name, value]) => ({ name, value }));
  return entries.map(({ name, value }) => ({ name: String(name), value: String(value) }));
}
