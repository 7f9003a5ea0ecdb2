import { classifySecret, isFullKey } from './secrets.ts';

/** A secret of a committed SLX, by the name that its script sees. */
export interface SlxSecret {
  name: string;
  workspaceKey: string;
}

export interface ResolvedSecrets {
  /** Variable name to the key to send. */
  secretVars: Record<string, string>;
  /** One for every value that was expanded, or could not be. */
  notes: string[];
}

/** The key of a Kubernetes secret that is named like its file. */
const KUBECONFIG_KEY = 'k8s:file@secret/kubeconfig:kubeconfig';

/** Whether any value is only a short name, so that the workspace has to be asked. */
export function needsResolving(secretVars: Readonly<Record<string, string>>): boolean {
  return Object.values(secretVars).some((value) => !isFullKey(value));
}

/**
 * Expands short names to full keys: first as committed SLXs use them, then from the vault's list, finally by convention. A
 * name that none of them knows is sent unchanged.
 */
export function resolveSecrets(
  secretVars: Readonly<Record<string, string>>,
  known: { slxSecrets: readonly SlxSecret[]; vaultKeys: readonly string[] },
): ResolvedSecrets {
  const resolved = Object.entries(secretVars).map(([name, value]) => ({ name, ...resolve(value, known) }));
  return {
    secretVars: Object.fromEntries(resolved.map(({ name, key }) => [name, key])),
    notes: resolved.flatMap(({ name, note }) => (note === undefined ? [] : [`secret_vars.${name}: ${note}`])),
  };
}

function resolve(
  value: string,
  { slxSecrets, vaultKeys }: { slxSecrets: readonly SlxSecret[]; vaultKeys: readonly string[] },
): { key: string; note?: string } {
  if (isFullKey(value)) return { key: value };
  const used = mostUsed(
    slxSecrets.filter((secret) => isKnownAs(secret, value)).map(({ workspaceKey }) => workspaceKey),
  );
  if (used) return { key: used, note: `${value} is sent as ${used}, as committed SLXs have it.` };
  const listed = vaultKeys.find((key) => isFullKey(key) && lastPart(key) === value);
  if (listed)
    return { key: listed, note: `${value} is sent as ${listed}, from the workspace's list of secrets.` };
  if (vaultKeys.includes(value))
    return { key: value, note: `${value} is a key of the workspace's own vault.` };
  if (classifySecret(value).platform === 'kubernetes') {
    return { key: KUBECONFIG_KEY, note: `${value} is sent as ${KUBECONFIG_KEY}, by convention.` };
  }
  return {
    key: value,
    note: `${value} is not in the workspace's list and no committed SLX uses it; it is sent unchanged, and the run cannot start if the runner does not know it.`,
  };
}

function isKnownAs({ name, workspaceKey }: SlxSecret, value: string): boolean {
  return isFullKey(workspaceKey) && (name === value || lastPart(workspaceKey) === value);
}

/** `kubeconfig` of `k8s:file@secret/kubeconfig:kubeconfig`. */
function lastPart(key: string): string {
  return key.split(/[:/@]/).at(-1)!;
}

function mostUsed(keys: readonly string[]): string | undefined {
  const count = (key: string) => keys.filter((other) => other === key).length;
  return keys.toSorted((a, b) => count(b) - count(a))[0];
}
