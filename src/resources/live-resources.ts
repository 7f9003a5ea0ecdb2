import { InvalidArguments } from '../errors/request-errors.ts';
import { resolveWorkspace } from '../platform/resolve-workspace.ts';
import type { ArgumentKind, PromptContext } from '../prompts/define-prompt.ts';

/** A kind of thing on the platform that hosts can read by its address. */
export interface LiveResource {
  /** For programs; the folder of the address. */
  name: string;
  title: string;
  description: string;
  template: string;
  /** What the second variable is; it is completed where the platform can be asked for it. */
  variable: string;
  kind: ArgumentKind;
  read(workspace: string, id: string, context: PromptContext): Promise<unknown>;
}

const templateOf = (name: string, variable: string) => `runwhen://{workspace}/${name}/{${variable}}`;

export const LIVE_RESOURCES: readonly LiveResource[] = [
  {
    name: 'issues',
    title: 'Issue',
    description: 'One issue in full.',
    template: templateOf('issues', 'issue_id'),
    variable: 'issue_id',
    kind: 'issue',
    read: (workspace, id, { platform, signal }) => platform.issues.get(workspace, numberOf(id), { signal }),
  },
  {
    name: 'slxs',
    title: 'SLX',
    description: 'One SLX with its runbook and SLI.',
    template: templateOf('slxs', 'slx_name'),
    variable: 'slx_name',
    kind: 'slx',
    read: (workspace, id, { platform, signal }) => platform.slxs.get(workspace, id, { signal }),
  },
  {
    name: 'run-sessions',
    title: 'Run session',
    description: 'One run session with what each SLX reported.',
    template: templateOf('run-sessions', 'session_id'),
    variable: 'session_id',
    kind: 'session',
    read: (workspace, id, { platform, signal }) =>
      platform.runSessions.get(workspace, numberOf(id), { signal }),
  },
  {
    name: 'assistants',
    title: 'Assistant',
    description: 'One assistant with its settings.',
    template: templateOf('assistants', 'assistant_name'),
    variable: 'assistant_name',
    kind: 'assistant',
    read: (workspace, id, { platform, signal }) => platform.personas.get(workspace, id, { signal }),
  },
  {
    name: 'articles',
    title: 'Article',
    description: 'One article of the knowledge base.',
    template: templateOf('articles', 'note_id'),
    variable: 'note_id',
    kind: 'article',
    read: async (workspace, id, { platform, signal }) =>
      (await platform.notes.get(workspace, id, { signal })).value,
  },
];

/** What an address of one of these means now. Throws the platform's errors, and `InvalidArguments` for an id that is none. */
export async function readLiveResource(
  resource: LiveResource,
  { workspace, id }: { workspace: string; id: string },
  context: PromptContext,
): Promise<unknown> {
  const { platform, config, signal } = context;
  const short = await resolveWorkspace(platform, workspace, config.defaultWorkspace, { signal });
  return resource.read(short, id, context);
}

function numberOf(id: string): number {
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new InvalidArguments(
    `The id in the address is a number; ${JSON.stringify(id.slice(0, 60))} is not.`,
    {
      hint: 'Take the address from a completion or a list.',
    },
  );
}
