import { z } from 'zod';
import { readUsage, usageNotes } from '../../authoring/slx-usage.ts';
import { skillUri } from '../../skills/skill-resources.ts';
import type { SlxSecret } from '../../slx/resolve-secrets.ts';
import { groupSecrets, type NamedSecret } from '../../slx/secrets.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

const RUNTIME_SEMANTICS =
  'secret_vars maps a variable name to a workspace key. The script finds FILE PATHS in these variables, never the values: read the file.';

export const getWorkspaceSecrets = defineTool({
  name: 'get_workspace_secrets',
  title: 'List secret keys',
  description:
    'Keys of secrets by platform, never values. Pass a member of secret_vars_for_author_run as secret_vars.',
  toolset: 'scripts',
  effect: 'read',
  input: z.object({ workspace_name: workspaceName }),
  async run(args, context) {
    const workspace = await workspaceOf(args, context);
    const [{ keys, raw }, usage] = await Promise.all([
      context.platform.secrets.keys(workspace, context),
      readUsage(workspace, context),
    ]);
    const vault = groupSecrets(keys.map((key) => ({ name: key, key })));
    const used = groupSecrets(distinct(usage.secrets));
    const isEmpty = keys.length === 0;
    const notes = [...(isEmpty ? emptyNotes(usage.secrets.length) : []), ...usageNotes(usage)];
    const collisions = { ...used.collisions, ...vault.collisions };
    return {
      workspace,
      secrets: Array.isArray(raw) ? raw : keys,
      platform_groups: vault.groups,
      recommended_secret_vars: isEmpty ? used.variables : vault.variables,
      ...(Object.keys(collisions).length > 0 ? { secret_var_collisions: collisions } : {}),
      vault_list_empty: isEmpty,
      secrets_from_slxs: byVariable(usage.secrets),
      secret_vars_for_author_run: used.variables,
      runtime_semantics: RUNTIME_SEMANTICS,
      ...(notes.length > 0 ? { notes } : {}),
      skill_reference: skillUri('discover-secrets'),
    };
  },
});

/** An empty list of the platform's is no failure, which readers take it for. */
function emptyNotes(used: number): string[] {
  if (used === 0) return ['The platform lists no keys here, and no committed SLX uses one.'];
  return [
    'The platform lists no keys of its own here; these are the ones that committed SLXs use. Other keys may exist.',
  ];
}

/** For each variable: the key that is most often passed for it, and the other keys. */
function byVariable(secrets: readonly SlxSecret[]) {
  const uses = new Map<string, Map<string, number>>();
  for (const { name, workspaceKey } of secrets) {
    const keys = uses.get(name) ?? new Map<string, number>();
    uses.set(name, keys.set(workspaceKey, (keys.get(workspaceKey) ?? 0) + 1));
  }
  return Object.fromEntries(
    [...uses].map(([name, keys]) => {
      const [workspaceKey, ...others] = [...keys.keys()].toSorted(
        (one, other) => keys.get(other)! - keys.get(one)!,
      );
      return [name, { workspaceKey, ...(others.length > 0 ? { other_keys: others } : {}) }];
    }),
  );
}

/** Each key once, under the variable that best describes it. */
function distinct(secrets: readonly SlxSecret[]): NamedSecret[] {
  const names = new Map(secrets.map(({ name, workspaceKey }) => [workspaceKey, name]));
  return [...names].map(([key, name]) => ({ name, key }));
}
