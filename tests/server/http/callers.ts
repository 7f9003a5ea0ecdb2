import { randomBytes } from 'node:crypto';
import type { Role, Workspace } from '../../../src/sandbox/state/records.ts';
import type { World } from '../../../src/sandbox/state/world.ts';

/** Somebody with a token and a workspace of their own, and words that appear nowhere but there. */
export interface TestCaller {
  /** In everything that is this caller's alone. */
  mark: string;
  token: string;
  workspace: string;
  /** May change things in the workspace that all have in common. */
  mayWrite: boolean;
}

/** A workspace in which every second caller may only read. */
export const COMMON = 'common-ground';

/** Adds so many callers to the sandbox, each with a marked copy of its first workspace. */
export function addCallers(world: World, count: number): TestCaller[] {
  const [template] = world.workspaces.values();
  const callers = Array.from({ length: count }, (_, index): TestCaller => {
    const mark = `mark${index}z${randomBytes(4).toString('hex')}`;
    return { mark, token: `token-of-${mark}`, workspace: `ws-${mark}`, mayWrite: index % 2 === 0 };
  });
  const common = new Map<string, Role>();
  callers.forEach(({ mark, token, workspace, mayWrite }, index) => {
    const email = `${mark}@callers.example`;
    const names = { firstName: mark, lastName: mark };
    world.users.push({ id: 900_000 + index, username: mark, email, token, ...names });
    world.workspaces.set(
      workspace,
      marked(template!, { mark, name: workspace, members: [[email, 'admin']] }),
    );
    common.set(email, mayWrite ? 'admin' : 'readonly');
  });
  world.workspaces.set(COMMON, marked(template!, { mark: 'shared', name: COMMON, members: [...common] }));
  return callers;
}

function marked(
  template: Workspace,
  { mark, name, members }: { mark: string; name: string; members: [string, Role][] },
): Workspace {
  const workspace = structuredClone(template);
  for (const issue of workspace.issues.values()) issue.title = `${mark}: ${issue.title}`;
  for (const rule of workspace.rules.values()) rule.name = `${mark}: ${rule.name}`;
  return { ...workspace, name, alias: `Workspace of ${mark}`, members: new Map(members) };
}
