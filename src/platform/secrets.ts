import { z } from 'zod';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';

export interface SecretKeys {
  /** Key names, in the platform's order. */
  keys: string[];
  /** The reply as it came. */
  raw: unknown;
}

export interface Secrets {
  /** Names of the workspace's secrets, never their values. */
  keys(workspace: string, options: CallOptions): Promise<SecretKeys>;
}

/** A list, or an object that holds one under a name used by some version of the platform; null for an empty one. */
const list = z.array(z.unknown()).refine((entries) => entries.every((entry) => keyOf(entry).length > 0), {
  message: 'holds entries that name no secret',
});
const reply = z.union([
  list,
  z.looseObject({ secrets: list.nullable() }),
  z.looseObject({ keys: list.nullable() }),
  z.looseObject({ results: list.nullable() }),
]);

export function createSecrets(request: Requester): Secrets {
  return {
    keys: async (workspace, { signal }) => {
      const raw = await request.json(reply, {
        path: path`/api/v3/workspaces/${workspace}/secrets-keys`,
        signal,
      });
      return { keys: secretKeysOf(raw), raw };
    },
  };
}

/** Key names from each form in which the platform is known to answer; none from any other. */
export function secretKeysOf(reply: unknown): string[] {
  if (Array.isArray(reply)) return reply.flatMap(keyOf);
  if (typeof reply !== 'object' || reply === null) return [];
  const { keys, results, secrets } = reply as Record<string, unknown>;
  const listed = keys ?? results ?? secrets;
  return Array.isArray(listed) ? listed.flatMap(keyOf) : [];
}

function keyOf(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry];
  if (typeof entry !== 'object' || entry === null) return [];
  const { key, name, workspaceKey, workspace_key: snakeKey } = entry as Record<string, unknown>;
  const found = [key, name, workspaceKey, snakeKey].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return found === undefined ? [] : [found as string];
}
