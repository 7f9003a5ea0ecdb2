import { randomUUID } from 'node:crypto';
import { type AuthorRuns, createAuthorRuns } from './author-runs.ts';
import { cacheId } from './cache.ts';
import { type Chat, createChat } from './chat.ts';
import { type ChatConfig, createChatConfig } from './chat-config.ts';
import { type CodeCollections, createCodeCollections } from './code-collections.ts';
import { createIssues, type Issues } from './issues.ts';
import { createLocations, type Locations } from './locations.ts';
import { createNotes, type Notes } from './notes.ts';
import { createPersonas, type Personas } from './personas.ts';
import { createRegistry, type Registry } from './registry.ts';
import { createRunRequests, type RunRequests } from './run-requests.ts';
import { createRunSessions, type RunSessions } from './run-sessions.ts';
import { createSearch, type Search } from './search.ts';
import { createSecrets, type Secrets } from './secrets.ts';
import type { PlatformServices } from './services.ts';
import { createSlxs, type Slxs } from './slxs.ts';
import { createRequester } from './transport/create-requester.ts';
import type { Incident } from './transport/incident.ts';
import { createUsers, type Users } from './users.ts';
import { createWorkspaces, type Workspaces } from './workspaces.ts';

/** The platform in domain words, with one caller's credentials. Every method throws typed errors. */
export interface Platform {
  /** Distinguishes callers, without their token. */
  caller: string;
  /** Sent with every request as `X-Request-ID`. */
  requestId: string;
  workspaces: Workspaces;
  users: Users;
  issues: Issues;
  slxs: Slxs;
  runSessions: RunSessions;
  runRequests: RunRequests;
  search: Search;
  authorRuns: AuthorRuns;
  secrets: Secrets;
  locations: Locations;
  codeCollections: CodeCollections;
  chat: Chat;
  chatConfig: ChatConfig;
  notes: Notes;
  personas: Personas;
  registry: Registry;
}

export interface PlatformOptions {
  services: PlatformServices;
  /** The caller's token; without one, every call that needs it throws `NotConfigured`. */
  token: string | undefined;
  /** The MCP tool on whose behalf requests are made. */
  toolName: string;
  /** Sent with every call as `X-Request-ID`; generated when left out. */
  requestId?: string;
  /** How long all calls together may take, in milliseconds; when left out, each call has only its own deadline. */
  withinMs?: number | undefined;
  /** Called about slow and repeated requests. */
  tell?: ((incident: Incident) => void) | undefined;
}

/** The platform for one caller. Cheap to make: connections and caches belong to the services. */
export function createPlatform({
  services,
  token = '',
  toolName,
  requestId = randomUUID(),
  withinMs,
  tell,
}: PlatformOptions): Platform {
  const { endpoints, pools, version } = services;
  const until =
    withinMs === undefined
      ? undefined
      : { at: performance.now() + withinMs, says: `${toolName} may take ${withinMs / 1000} s altogether` };
  const trace = { version, toolName, requestId };
  const request = createRequester({ endpoints, pools, token, trace, until, tell });
  const cache = services.cache.forCaller(token);
  const users = createUsers(request, cache);
  const slxs = createSlxs(request, cache);
  return {
    caller: cacheId(token, 'caller'),
    requestId,
    workspaces: createWorkspaces(request, cache),
    users,
    issues: createIssues(request),
    slxs,
    runSessions: createRunSessions(request),
    runRequests: createRunRequests(request),
    search: createSearch(request),
    authorRuns: createAuthorRuns(request),
    secrets: createSecrets(request),
    locations: createLocations(request, slxs),
    codeCollections: createCodeCollections(request, cache),
    chat: createChat(request, users, endpoints.appUrl),
    chatConfig: createChatConfig(request),
    notes: createNotes(request),
    personas: createPersonas(request),
    registry: createRegistry(request, cache),
  };
}
