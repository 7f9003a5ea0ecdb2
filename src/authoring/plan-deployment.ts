import { Refused } from '../errors/request-errors.ts';
import { fullNameOf } from '../names/full-name.ts';
import { checkSlxName } from '../names/slx-name.ts';
import type { BundleDetail } from '../platform/registry.ts';
import { bundleDirectory, checkRepository, DEFAULT_REF } from '../registry/bundle-address.ts';
import { tagOf } from '../registry/bundle-needs.ts';
import { bundleParts } from '../registry/bundle-parts.ts';
import { type BundleBinding, bundleRunbookPayload, bundleSliPayload } from '../registry/bundle-payloads.ts';
import { checkDeployment } from '../registry/check-deployment.ts';
import { type AdditionalContext, additionalContext, hierarchyNotes } from '../slx/hierarchy.ts';
import { callerAlone } from '../slx/owners.ts';
import { DEFAULT_INTERVAL_SECONDS, slxPayload } from '../slx/payloads.ts';
import { resourcePath } from '../slx/resource-path.ts';
import { ACCESS, type Access, composeTags, noteReplacedTags, type Tag, tagTexts } from '../slx/tags.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';
import { workspaceOf } from '../tool-kit/workspace.ts';
import { findBundle } from './find-bundle.ts';
import type { DeployArguments } from './inputs/deploy-codebundle-input.ts';
import { noteUnused } from './note-unused.ts';
import { resolveLocation } from './resolve-location.ts';
import { resolveSecretVars } from './resolve-secret-vars.ts';
import type { SlxDocuments } from './save-slx.ts';
import { effectOf, type SlxChange, storedBefore } from './slx-effect.ts';
import { iconOf } from './slx-icon.ts';
import { type WithoutBlanks, withoutBlanks } from './without-blanks.ts';

/** A deployment that has passed every check; nothing has been sent yet. */
export interface DeploymentPlan extends SlxChange {
  /** What the answer says of it, whether it is sent or not. */
  view: Record<string, unknown>;
}

/** What a deployment comes to once everything left open is decided. */
interface Decided {
  /** `<workspace>--<slx>`. */
  name: string;
  parts: { runbook: boolean; sli: boolean };
  binding: BundleBinding;
  tags: Tag[];
  found: AdditionalContext | undefined;
  owners: string[];
  imageUrl: string;
}

/** Checks a deployment, with the registry's knowledge of the bundle, and makes its payloads. Throws `Refused`. */
export async function planDeployment(given: DeployArguments, context: ToolContext): Promise<DeploymentPlan> {
  const { args, blankNotes } = withoutBlanks(given);
  const { slx_name: slx, repo_url: repoUrl, ref = DEFAULT_REF, config_vars: configVars } = args;
  checkSlxName(slx);
  checkRepository(repoUrl);
  const directory = bundleDirectory(args.codebundle_path);
  // Asked at the same time as the registry, whose refusal comes first.
  const asked = resolveSurroundings(args, context);
  asked.catch(() => {});
  const { bundle, notes } = await findBundle({ repoUrl, directory, ref }, context);
  const parts = chosenParts(args, bundle);
  const warnings = bundle ? checkDeployment(bundle, { ...parts, configVars }) : [];
  const { workspace, place, secrets, owner, stored, unread } = await asked;
  const access = args.access ?? accessOf(bundle);
  const ofResource = resourceTags(configVars, args.tags ?? []);
  const tags = composeTags([...(args.tags ?? []), ...ofResource], { access, data: args.data });
  const found = additionalContext({
    resourcePath: resourcePath(args.resource_path),
    hierarchy: args.hierarchy,
  });
  const runner = place.uuid ?? place.name;
  const documents = documentsOf(args, {
    name: fullNameOf(workspace, slx),
    parts,
    binding: { repoUrl, ref, directory, configVars, secretVars: secrets.secretVars, runner },
    tags,
    found,
    owners: args.owners ?? callerAlone(owner),
    imageUrl:
      args.image_url ??
      context.config.slxIcon ??
      iconOf({
        tags,
        resourcePath: found?.resourcePath,
        bundlePlatform: bundle?.configuration_type?.platform,
        secretVars: secrets.secretVars,
      }),
  });
  const { sli_interval_seconds, sli_description } = args;
  const allNotes = [
    ...notes,
    ...warnings,
    ...place.notes,
    ...unread,
    ...(found ? hierarchyNotes(found, tags) : []),
    ...(ofResource.length > 0 ? [`Tags from config_vars: ${tagTexts(ofResource).join(', ')}.`] : []),
    ...noteReplacedTags(args.tags ?? [], tags),
    ...blankNotes,
    ...(parts.sli ? [] : noteUnused({ sli_interval_seconds, sli_description }, 'no SLI is deployed')),
  ];
  return {
    workspace,
    slx,
    documents,
    stored,
    view: {
      slx_name: slx,
      workspace,
      committed_types: [...(parts.runbook ? ['runbook'] : []), ...(parts.sli ? ['sli'] : [])].join(' + '),
      repo_url: repoUrl,
      codebundle_path: directory,
      ref,
      access,
      location: place.name,
      location_reason: place.reason,
      ...(secrets.notes.length > 0 ? { secret_resolution_notes: secrets.notes } : {}),
      ...effectOf(documents, stored),
      ...(allNotes.length > 0 ? { notes: allNotes } : {}),
    },
  };
}

/** Where and with what the bundle runs, and for whom. */
async function resolveSurroundings(args: WithoutBlanks<DeployArguments>, context: ToolContext) {
  const workspace = await workspaceOf(args, context);
  const unread: string[] = [];
  const [place, secrets, { email, username }, stored] = await Promise.all([
    resolveLocation(workspace, args.location, context),
    resolveSecretVars(workspace, args.secret_vars, context),
    context.platform.users.whoami(context),
    storedBefore(workspace, args.slx_name, context, unread),
  ]);
  return { workspace, place, secrets, owner: email ?? username, stored, unread };
}

function documentsOf(
  { alias, statement, sli_interval_seconds, sli_description }: WithoutBlanks<DeployArguments>,
  { name, parts, binding, tags, found, owners, imageUrl }: Decided,
): SlxDocuments {
  const sli = {
    intervalSeconds: sli_interval_seconds ?? DEFAULT_INTERVAL_SECONDS,
    description: sli_description || undefined,
  };
  return {
    slx: slxPayload({ fullName: name, alias, statement, owners, imageUrl, tags, context: found }),
    ...(parts.runbook ? { runbook: (id) => bundleRunbookPayload(id, name, binding) } : {}),
    ...(parts.sli ? { sli: (id) => bundleSliPayload(id, binding, sli) } : {}),
  };
}

/** The parts that the call names; else the runbook, or the SLI of a bundle that has nothing else. */
function chosenParts(
  { deploy_runbook, deploy_sli }: WithoutBlanks<DeployArguments>,
  bundle: BundleDetail | undefined,
) {
  const onlySli = bundle !== undefined && !bundleParts(bundle).hasRunbook && deploy_runbook === undefined;
  const parts = { runbook: deploy_runbook ?? !onlySli, sli: deploy_sli ?? onlySli };
  if (parts.runbook || parts.sli) return parts;
  throw new Refused('Neither runbook nor SLI is to be deployed.', {
    hint: 'Set deploy_runbook or deploy_sli to true; get_registry_codebundle says which there are.',
  });
}

/** Tags that say what the bundle looks at, from its variables; a tag that is given is not added again. */
function resourceTags(configVars: Record<string, string>, given: readonly Tag[]): Tag[] {
  return Object.entries(configVars).flatMap(([variable, value]) => {
    const name = tagOf(variable);
    const isGiven = given.some((tag) => tag.name.trim().toLowerCase() === name);
    return name && value.trim() && !isGiven ? [{ name, value: value.trim() }] : [];
  });
}

/** As the registry has it; a bundle that it does not describe may change things. */
function accessOf(bundle: BundleDetail | undefined): Access {
  return ACCESS.find((access) => access === bundle?.access_level) ?? 'read-write';
}
