import { InvalidArguments } from '../errors/request-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import { resolveWorkspace } from '../platform/resolve-workspace.ts';
import type { ArgumentKind, PromptContext } from '../prompts/define-prompt.ts';

/** A kind of thing that hosts can read by its address. */
export interface LiveResource {
  /** For programs. */
  name: string;
  title: string;
  description: string;
  template: string;
  /** The variables of the template in their order; the first is what the second is looked for in. */
  variables: readonly { name: string; kind: ArgumentKind }[];
  /** The tool that reads the same: the address is offered where the tool is. */
  tool: string;
  /** Gets the values of the variables by name. Throws the platform's errors. */
  read(given: Record<string, string>, context: PromptContext): Promise<unknown>;
}

type InWorkspace = (workspace: string, id: string, context: PromptContext) => Promise<unknown>;

/** What lies in a workspace, under the resource's name. */
function inWorkspace(
  facts: Pick<LiveResource, 'name' | 'title' | 'description' | 'tool'>,
  variable: { name: string; kind: ArgumentKind },
  read: InWorkspace,
): LiveResource {
  return {
    ...facts,
    template: `runwhen://{workspace}/${facts.name}/{${variable.name}}`,
    variables: [{ name: 'workspace', kind: 'workspace' }, variable],
    read: async (given, context) =>
      read(await workspaceOf(given, context), given[variable.name] ?? '', context),
  };
}

export const LIVE_RESOURCES: readonly LiveResource[] = [
  {
    name: 'workspaces',
    title: 'Workspace',
    description: "One workspace: the caller's role, open issues, and what the platform counts of it.",
    template: 'runwhen://{workspace}',
    variables: [{ name: 'workspace', kind: 'workspace' }],
    tool: 'list_workspaces',
    read: async (given, context) => {
      const { platform, signal } = context;
      const name = await workspaceOf(given, context);
      const [workspace, stats] = await Promise.all([
        platform.workspaces.get(name, { signal }),
        platform.workspaces.stats(name, { signal }),
      ]);
      return { ...workspace, stats };
    },
  },
  inWorkspace(
    { name: 'issues', title: 'Issue', description: 'One issue in full.', tool: 'get_issue_details' },
    { name: 'issue_id', kind: 'issue' },
    (workspace, id, { platform, signal }) => platform.issues.get(workspace, numberOf(id), { signal }),
  ),
  inWorkspace(
    {
      name: 'slxs',
      title: 'SLX',
      description: 'One SLX with its runbook and SLI.',
      tool: 'get_slx_runbook',
    },
    { name: 'slx_name', kind: 'slx' },
    (workspace, id, { platform, signal }) => platform.slxs.get(workspace, id, { signal }),
  ),
  inWorkspace(
    {
      name: 'run-sessions',
      title: 'Run session',
      description: 'One run session with what each SLX reported.',
      tool: 'get_run_session',
    },
    { name: 'session_id', kind: 'session' },
    (workspace, id, { platform, signal }) => platform.runSessions.get(workspace, numberOf(id), { signal }),
  ),
  inWorkspace(
    {
      name: 'assistants',
      title: 'Assistant',
      description: 'One assistant with its settings.',
      tool: 'get_assistant',
    },
    { name: 'assistant_name', kind: 'assistant' },
    (workspace, id, { platform, signal }) => platform.personas.get(workspace, id, { signal }),
  ),
  inWorkspace(
    {
      name: 'articles',
      title: 'Article',
      description: 'One article of the knowledge base.',
      tool: 'get_knowledge_base_article',
    },
    { name: 'note_id', kind: 'article' },
    async (workspace, id, { platform, signal }) =>
      (await platform.notes.get(workspace, id, { signal })).value,
  ),
  {
    name: 'codebundles',
    title: 'CodeBundle',
    description: 'One CodeBundle of the registry: what it does, its tasks and its variables.',
    template: 'runwhen-registry://{collection}/{codebundle}',
    variables: [
      { name: 'collection', kind: 'collection' },
      { name: 'codebundle', kind: 'codebundle' },
    ],
    tool: 'get_registry_codebundle',
    read: ({ collection = '', codebundle = '' }, { platform, signal }) =>
      platform.registry.get(collection, codebundle, { signal }),
  },
];

const PATTERNS = LIVE_RESOURCES.map((resource) => ({
  resource,
  pattern: new RegExp(`^${resource.template.replace(/\{\w+\}/g, '([^/?#]+)')}$`),
}));

/** What an address leads to, and the values of its variables; undefined where it is no address of a live resource. */
export function findLiveResource(
  uri: string,
): { resource: LiveResource; given: Record<string, string> } | undefined {
  for (const { resource, pattern } of PATTERNS) {
    const values = pattern.exec(uri)?.slice(1);
    if (!values) continue;
    try {
      const given = resource.variables.map(({ name }, at) => [name, decodeURIComponent(values[at]!)]);
      return { resource, given: Object.fromEntries(given) };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Addresses of the workspaces that the caller may see; none where the platform cannot be asked in its time. */
export async function listWorkspaces({ platform, signal }: PromptContext) {
  try {
    const { workspaces } = await platform.workspaces.list({ signal });
    return workspaces.map(({ name, displayName }) => ({
      uri: `runwhen://${encodeURIComponent(name)}`,
      name,
      title: displayName === name ? `Workspace ${name}` : `Workspace ${displayName} (${name})`,
      mimeType: 'application/json',
    }));
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}

const workspaceOf = ({ workspace }: Record<string, string>, { platform, config, signal }: PromptContext) =>
  resolveWorkspace(platform, workspace, config.defaultWorkspace, { signal });

function numberOf(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new InvalidArguments(
    `The id in the address is a number; ${JSON.stringify(id.slice(0, 60))} is not.`,
    {
      hint: 'Take the address from a completion or a list.',
    },
  );
}
