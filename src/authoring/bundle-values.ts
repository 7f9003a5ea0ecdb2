import { ownShortName } from '../names/full-name.ts';
import type { BundleDetail } from '../platform/registry.ts';
import type { Slx } from '../platform/slxs.ts';
import { neededSecrets, tagOf } from '../registry/bundle-needs.ts';
import { bundleParts } from '../registry/bundle-parts.ts';
import { committedScript, settingsOf } from '../slx/committed-script.ts';
import { compact } from '../tool-kit/compact.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** SLXs that are looked through; the platform's list gives so many at once. */
const LOOKED_AT = 250;
/** Values that one variable shows, those of most SLXs first. */
const SHOWN = 8;

/** A value that SLXs have, on how many, and one of them. */
interface Seen {
  value: string;
  on: number;
  such_as: string;
}

/**
 * Where the values of a bundle are found in a workspace: of each variable the values that other SLXs give it or have as a tag,
 * of each secret the keys that they use; and the values that are clear, for the call that deploys it.
 */
export async function bundleValues(
  bundle: BundleDetail,
  workspace: string,
  { platform, signal }: ToolContext,
) {
  const { results, count } = await platform.slxs.list(workspace, { max: LOOKED_AT }, { signal });
  const facts = results.map(factsOf);
  const variables = (bundle.user_variables ?? []).map(({ name, default: standard }) => {
    const tag = tagOf(name);
    const seen = ranked(
      facts.flatMap((slx) => valuesOf(slx, name, tag).map((value) => ({ value, slx: slx.name }))),
    );
    return { name, required: standard == null, tag, seen };
  });
  const same = facts.filter(({ directories }) => directories.includes(bundleParts(bundle).directory ?? ''));
  const fromSame = [...new Set(same.flatMap(({ secrets }) => Object.keys(secrets)))];
  const needed =
    fromSame.length > 0
      ? fromSame.map((name) => ({ name, says: `${same[0]!.name}, which runs the same bundle` }))
      : neededSecrets(bundle);
  const secrets = needed.map(({ name, says }) => ({
    name,
    says,
    seen: ranked(
      facts.flatMap((slx) => (slx.secrets[name] ? [{ value: slx.secrets[name], slx: slx.name }] : [])),
    ),
  }));
  const clear = (named: { name: string; seen: Seen[] }[]) =>
    Object.fromEntries(
      named.flatMap(({ name, seen }) => (seen.length === 1 ? [[name, seen[0]!.value]] : [])),
    );
  const required = variables.filter((variable) => variable.required);
  return {
    looked_at: `${results.length} of ${count} SLXs of ${workspace}`,
    variables: variables.filter(({ seen, required }) => seen.length > 0 || required).map(compact),
    secrets,
    config_vars: clear(required),
    secret_vars: clear(secrets),
    to_choose: [...required, ...secrets].filter(({ seen }) => seen.length !== 1).map(({ name }) => name),
  };
}

interface SlxValues {
  name: string;
  tags: { name: string; value: string }[];
  settings: Record<string, string>;
  /** Variable name to workspace key. */
  secrets: Record<string, string>;
  directories: string[];
}

function factsOf(slx: Slx): SlxValues {
  const parts = [slx.runbook, slx.sli].filter((part) => part != null);
  const settings = parts.map((part) => committedScript(part)?.envVars ?? settingsOf(part));
  const secrets = parts.flatMap((part) => part.secretsProvided ?? []);
  return {
    name: ownShortName(slx),
    tags: slx.tags ?? [],
    settings: Object.assign({}, ...settings),
    secrets: Object.fromEntries(
      secrets.flatMap(({ name, workspaceKey }) => (name && workspaceKey ? [[name, workspaceKey]] : [])),
    ),
    directories: parts.flatMap(({ codeBundlePath }) => codeBundlePath?.replace(/\/[^/]+\.robot$/, '') ?? []),
  };
}

function valuesOf({ settings, tags }: SlxValues, variable: string, tag: string | undefined): string[] {
  const tagged = tags.filter(({ name }) => name === tag).map(({ value }) => value);
  const given = settings[variable];
  return [...new Set([...(given ? [given] : []), ...tagged])];
}

function ranked(values: { value: string; slx: string }[]): Seen[] {
  const seen = new Map<string, Seen>();
  for (const { value, slx } of values) {
    const known = seen.get(value) ?? { value, on: 0, such_as: slx };
    seen.set(value, { ...known, on: known.on + 1 });
  }
  return [...seen.values()].toSorted((one, other) => other.on - one.on).slice(0, SHOWN);
}
