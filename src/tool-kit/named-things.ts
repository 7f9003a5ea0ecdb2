import type { ErrorCode } from '../errors/tool-error.ts';
import { ownShortName } from '../names/full-name.ts';
import type { Page } from '../platform/pages.ts';
import type { Platform } from '../platform/platform.ts';
import type { CallOptions } from '../platform/request.ts';
import { compact } from './compact.ts';

/** Something on the platform that a parameter names. */
export interface Thing {
  /** What the parameter takes: a short name or an id. */
  key: string;
  /** What people call it. */
  title?: string | null | undefined;
  /** What the parameter also takes. */
  id?: string | null | undefined;
}

export interface Things {
  things: Thing[];
  /** False where there are more. */
  whole: boolean;
}

/** A kind of thing that parameters name. */
export interface Kind {
  /** Such as `SLX`, for messages. */
  what: string;
  /** The tool that lists them. */
  listedBy: string;
  /** How the platform answers where it does not exist; `not_found` where left out. */
  refusedAs?: readonly ErrorCode[];
  /** Those that there are; of very many, some. */
  list(platform: Platform, workspace: string, options: CallOptions): Promise<Things>;
}

/** How many are looked through for a name that is near. */
const MOST = 1000;

const SLX: Kind = {
  what: 'SLX',
  listedBy: 'get_workspace_slxs',
  list: async ({ slxs }, workspace, { signal }) =>
    thingsOf(await slxs.list(workspace, { max: MOST }, { signal }), (slx) => ({
      key: ownShortName(slx),
      title: slx.alias,
    })),
};
const ASSISTANT: Kind = {
  what: 'assistant',
  listedBy: 'list_assistants',
  refusedAs: ['not_found', 'invalid_request', 'refused'],
  list: async ({ personas }, workspace, { signal }) =>
    thingsOf(await personas.list(workspace, { max: MOST }, { signal }), (persona) => ({
      key: ownShortName(persona),
      title: persona.fullName,
    })),
};
const ISSUE: Kind = {
  what: 'issue',
  listedBy: 'get_workspace_issues',
  list: async ({ issues }, workspace, { signal }) =>
    thingsOf(await issues.list(workspace, { max: MOST }, { signal }), ({ id, title, taskTitle }) => ({
      key: String(id),
      title: title ?? taskTitle,
    })),
};
const RULE: Kind = {
  what: 'chat rule',
  listedBy: 'list_chat_rules',
  list: async ({ chatConfig }, workspace, { signal }) =>
    thingsOf(await chatConfig.rules.list(workspace, { max: MOST }, { signal }), ({ id, name }) => ({
      key: String(id),
      title: name,
    })),
};
const COMMAND: Kind = {
  what: 'chat command',
  listedBy: 'list_chat_commands',
  list: async ({ chatConfig }, workspace, { signal }) =>
    thingsOf(await chatConfig.commands.list(workspace, { max: MOST }, { signal }), ({ id, name }) => ({
      key: String(id),
      title: name,
    })),
};
const ARTICLE: Kind = {
  what: 'article',
  listedBy: 'list_knowledge_base_articles',
  list: async ({ notes }, workspace, { signal }) =>
    thingsOf(
      (await notes.list(workspace, { max: MOST }, { signal })).value,
      ({ noteId, title, content }) => ({ key: noteId, title: title ?? content.slice(0, 60) }),
    ),
};
const SESSION: Kind = {
  what: 'run session',
  listedBy: 'get_run_sessions',
  list: async ({ runSessions }, workspace, { signal }) =>
    thingsOf(await runSessions.list(workspace, { limit: MOST }, { signal }), ({ id, runRequests }) => ({
      key: String(id),
      title: runRequests?.[0]?.slxShortName ?? runRequests?.[0]?.slxName,
    })),
};

const LOCATION: Kind = {
  what: 'location',
  listedBy: 'get_workspace_locations',
  refusedAs: ['invalid_request'],
  list: async ({ locations }, workspace, { signal }) => ({
    things: (await locations.list(workspace, { signal })).locations.map(({ name, uuid }) => ({
      key: name,
      id: uuid,
    })),
    whole: true,
  }),
};

function thingsOf<Item>({ results, count }: Page<Item>, thingOf: (item: Item) => Thing): Things {
  return { things: results.map(thingOf), whole: results.length < MOST && count <= results.length };
}

/** Tools whose `slx_name` is the name of a new SLX, and whose `location` the platform takes as it comes. */
const COMMITS = new Set(['commit_slx', 'deploy_registry_codebundle']);

/** What the parameter of a tool names; undefined where it names nothing that can be listed. */
export function kindOf(tool: string, parameter: string, args: Record<string, unknown>): Kind | undefined {
  switch (parameter) {
    case 'slx_name':
      return COMMITS.has(tool) ? undefined : SLX;
    case 'from_slx':
      return SLX;
    case 'assistant_name':
    case 'persona_name':
      return ASSISTANT;
    case 'location':
      return COMMITS.has(tool) ? undefined : LOCATION;
    case 'scope_id':
      return args.scope_type === 'persona' ? ASSISTANT : undefined;
    case 'issue_id':
    case 'issue_ids':
      return ISSUE;
    case 'rule_id':
      return RULE;
    case 'command_id':
      return COMMAND;
    case 'note_id':
      return ARTICLE;
    case 'session_id':
      return typeof args.session_id === 'number' ? SESSION : undefined;
    default:
      return undefined;
  }
}

export const thingRow = ({ key, title }: Thing) => compact({ key, title: title === key ? undefined : title });
