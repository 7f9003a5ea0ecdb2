import { z } from 'zod';
import { gone, withAny } from './expected.ts';
import { type Path, path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';

/** One config variable of a code bundle. */
export interface ConfigEntry {
  name: string;
  value: string;
}

/** A secret: the name that the script sees, and the workspace's key for it. */
export interface SecretEntry {
  name: string;
  workspaceKey: string;
}

/** A variable that a run may override, and the rule for its value. */
export interface RuntimeVariable {
  name: string;
  default: string;
  description: string;
  validation: Record<string, unknown>;
}

/** The body of an SLX sync; any other key is answered with 422. */
export interface SlxPayload {
  name: string;
  alias?: string;
  statement?: string;
  description?: string;
  asMeasuredBy?: string;
  owners?: string[];
  tags?: { name: string; value: string }[];
  configProvided?: ConfigEntry[];
  additionalContext?: Record<string, unknown>;
  imageUrl?: string;
}

interface CodeBundlePayload {
  /** Id of the SLX, from its own sync. */
  slxId: number;
  description?: string;
  runnerUuid?: string;
  codeBundleRepoUrl?: string;
  codeBundleRef?: string;
  codeBundlePath?: string;
  configProvided?: ConfigEntry[];
  secretsProvided?: SecretEntry[];
}

/** The body of a runbook sync; any other key is answered with 422. */
export interface RunbookPayload extends CodeBundlePayload {
  name?: string;
  requirements?: Record<string, unknown>;
  runtimeVarsProvided?: RuntimeVariable[];
}

/** The body of an SLI sync; any other key is answered with 422. */
export interface SliPayload extends CodeBundlePayload {
  intervalStrategy?: string;
  intervalSeconds?: number;
  alertConfig?: Record<string, unknown>;
}

/** The answer to a sync or a delete; `id` is the resource's, where the platform sends it. */
export interface SyncReply {
  id: number | null;
  status: string | null;
  name: string | null;
}

/** Writes SLXs. Each sync creates or replaces, so it is safe to repeat. */
export interface SlxSync {
  syncSlx(workspace: string, payload: SlxPayload, options: CallOptions): Promise<SyncReply>;
  syncRunbook(workspace: string, payload: RunbookPayload, options: CallOptions): Promise<SyncReply>;
  syncSli(workspace: string, payload: SliPayload, options: CallOptions): Promise<SyncReply>;
  /** By short name. */
  delete(workspace: string, slx: string, options: CallOptions): Promise<SyncReply>;
}

const id = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .nullish()
  .catch(null);

const replyFields = {
  id,
  resourceId: id,
  status: z.string().nullish().catch(null),
  name: z.string().nullish().catch(null),
};

/** The reply is untyped in the published API; an older platform answers `{status, name, resource_id}`. */
const syncReply = withAny(anySpelling(replyFields), ['id', 'resourceId', 'status', 'name']).transform(
  toReply,
);

const deleteReply = gone.transform((reply) => toReply(anySpelling(replyFields).safeParse(reply).data ?? {}));

function toReply(reply: {
  id?: number | null;
  resourceId?: number | null;
  status?: string | null;
  name?: string | null;
}): SyncReply {
  return { id: reply.resourceId ?? reply.id ?? null, status: reply.status ?? null, name: reply.name ?? null };
}

export function createSlxSync(request: Requester): SlxSync {
  const sync = (address: Path, payload: object, { signal }: CallOptions) =>
    request.json(syncReply, { method: 'POST', path: address, body: { payload }, repeatable: true, signal });
  return {
    syncSlx: (workspace, payload, options) =>
      sync(path`/api/v4/workspaces/${workspace}/slxs/sync-typed`, payload, options),
    syncRunbook: (workspace, payload, options) =>
      sync(path`/api/v4/workspaces/${workspace}/runbooks/sync-typed`, payload, options),
    syncSli: (workspace, payload, options) =>
      sync(path`/api/v4/workspaces/${workspace}/slis/sync-typed`, payload, options),
    delete: (workspace, slx, { signal }) =>
      request.json(deleteReply, {
        method: 'DELETE',
        path: path`/api/v4/workspaces/${workspace}/slxs/${slx}`,
        signal,
      }),
  };
}
