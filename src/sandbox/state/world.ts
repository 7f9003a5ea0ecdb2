import type { AuthorizationServer, OAuthOptions } from '../oauth/authorization-server.ts';
import type { CodeCollection, User, Workspace } from './records.ts';
import type { Timestamp } from './values.ts';

export interface WorldOptions {
  /** The clock; tests fix it. */
  now?: () => Date;
  /** SLXs in the first workspace, generated ones added to the seeded ones up to this number. */
  slxs?: number;
  /** False answers 503 to everything that would execute a script. */
  executeScripts?: boolean;
  /** Origin that signed URLs start with; that of the server where it is left out. */
  baseUrl?: string;
  /** False leaves out `authorizedlocations`, which the published API does not have and other clients ask for. */
  legacyLocations?: boolean;
  /** The client that may send people here to sign in. */
  oauth?: OAuthOptions;
}

/** The sandbox's whole state, in memory; routes read and change it in place. */
export interface World {
  users: User[];
  /** By short name. */
  workspaces: Map<string, Workspace>;
  codeCollections: CodeCollection[];
  /** Files behind signed URLs, by id. */
  artifacts: Map<string, Artifact>;
  /** Chats with the assistant, by session id. */
  chatSessions: Map<string, ChatSession>;
  oauth: AuthorizationServer;
  executeScripts: boolean;
  legacyLocations: boolean;
  /** Origin that signed URLs start with. */
  baseUrl: string;
  /** Aborted when the sandbox closes; running scripts end with it. */
  ended: AbortSignal;
  /** Ends running scripts; resolves when all background work is over. */
  end(): Promise<void>;
  /** Keeps track of work that goes on after its request was answered; it handles its own errors. */
  background(work: Promise<unknown>): void;
  now(): Date;
  /** The current time, or that many seconds before it. */
  timestamp(secondsAgo?: number): Timestamp;
  /** Ids are unique over all kinds of things, so that a mix-up of two kinds cannot pass unnoticed. */
  nextId(): number;
  nextUuid(): string;
}

interface Artifact {
  filename: string;
  contentType: string;
  body: string;
  signature: string;
  expiresAt: Timestamp;
}

export interface ChatSession {
  id: string;
  workspaceName: string;
  userEmail: string;
  /** Keywords of the latest question that had any. */
  topic: string[];
  questions: string[];
}
