import { ToolError } from '../errors/tool-error.ts';
import { shortNameOf } from '../names/full-name.ts';
import { resolveWorkspace } from '../platform/resolve-workspace.ts';
import type { ArgumentKind, PromptContext } from './define-prompt.ts';

/** As many as the protocol lets an answer have. */
const MOST = 100;

/** How far back people look: a shift, a day, a weekend, a week. */
const PERIODS = ['8h', '12h', '24h', '3d', '7d'];

/**
 * What a value may become, within a workspace or, for a code bundle, a collection, out of what the platform knows; nothing where it cannot be asked, or not in the time that the
 * platform's services were given.
 */
export async function completions(
  kind: ArgumentKind,
  value: string,
  within: string | undefined,
  context: PromptContext,
): Promise<string[]> {
  try {
    const found = await candidates(kind, value, within, context);
    return found.slice(0, MOST);
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}

async function candidates(
  kind: ArgumentKind,
  value: string,
  within: string | undefined,
  { platform, config, signal }: PromptContext,
): Promise<string[]> {
  if (kind === 'text') return [];
  if (kind === 'period') return PERIODS.filter(beginsWith(value));
  if (kind === 'workspace') {
    const { workspaces } = await platform.workspaces.list({ signal });
    return workspaces.map(({ name }) => name).filter(beginsWith(value));
  }
  if (kind === 'collection') {
    const collections = await platform.registry.collections({ signal });
    return collections.map(({ slug }) => slug).filter(beginsWith(value));
  }
  if (kind === 'codebundle') {
    const { bundles } = await platform.registry.search({ limit: MOST }, { signal });
    const inside = bundles.filter(({ codecollection }) => !within || codecollection?.slug === within);
    return inside.map(({ slug }) => slug).filter(beginsWith(value));
  }
  const workspace = await resolveWorkspace(platform, within, config.defaultWorkspace, { signal });
  const names = await namesOf(kind, value, workspace, { platform, signal });
  return names.filter(beginsWith(value));
}

async function namesOf(
  kind: Exclude<ArgumentKind, 'text' | 'period' | 'workspace' | 'collection' | 'codebundle'>,
  value: string,
  workspace: string,
  { platform, signal }: Pick<PromptContext, 'platform' | 'signal'>,
): Promise<string[]> {
  const options = { signal };
  switch (kind) {
    case 'slx': {
      const { results } = await platform.slxs.list(workspace, { search: value, max: MOST }, options);
      return results.map(({ name }) => shortNameOf(workspace, name));
    }
    case 'issue': {
      const { results } = await platform.issues.list(workspace, { closed: false, max: MOST }, options);
      return results.map(({ id }) => String(id));
    }
    case 'session': {
      const { results } = await platform.runSessions.list(workspace, { limit: MOST }, options);
      return results.map(({ id }) => String(id));
    }
    case 'assistant': {
      const { results } = await platform.personas.list(workspace, { max: MOST }, options);
      return results.map(({ name }) => shortNameOf(workspace, name));
    }
    case 'article': {
      const { value: page } = await platform.notes.list(workspace, { max: MOST }, options);
      return page.results.map(({ noteId }) => noteId);
    }
  }
}

const beginsWith = (value: string) => (name: string) =>
  name.toLowerCase().startsWith(value.trim().toLowerCase());
