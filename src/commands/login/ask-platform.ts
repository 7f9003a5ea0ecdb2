import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import type { User } from '../../platform/users.ts';
import type { Workspace } from '../../platform/workspaces.ts';
import { createBackend } from '../../server/backend.ts';
import { theTool } from '../call.ts';

/** The owner of a token, and the workspaces that it gives access to. Throws the platform's errors. */
export async function askPlatform(config: Config): Promise<{ user: User; workspaces: Workspace[] }> {
  const backend = createBackend(config);
  try {
    const tool = theTool(config, 'list_workspaces');
    const platform = await backend.platform({ token: config.token, tool });
    const signal = AbortSignal.timeout(BOUNDS.doctorRequest.limit);
    const user = await platform.users.whoami({ signal });
    const { workspaces } = await platform.workspaces.list({ signal });
    return { user, workspaces };
  } finally {
    await backend.close();
  }
}

/** The name by which a person is known. */
export const nameOf = ({ fullName, primaryEmail, email, username, id }: User): string =>
  fullName || primaryEmail || email || username || `user ${id}`;
