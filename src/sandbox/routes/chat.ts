import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { chatEvents } from '../assistant/chat-events.ts';
import { requireCaller } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { forbidden, notFound, parseBody } from '../http/reply.ts';
import { findPersona } from '../rules/chat-scope.ts';
import type { User, Workspace } from '../state/records.ts';
import type { ChatSession, World } from '../state/world.ts';

const AGENT = '/api/v1/workspaces/:workspace';
const PAUSE_MS = 5;

const questionBody = z.object({
  message: z.string().min(1),
  workspaceName: z.string(),
  personaName: z.string().default('default'),
  userId: z.string(),
  sessionId: z.string().nullish(),
});
const exportBody = z.object({ userId: z.string(), sessionId: z.string() });

/** AgentFarm: the chat stream and the link to an exported chat. */
export function chatRoutes(app: SandboxApp, world: World): void {
  app.post(`${AGENT}/chat-pro-sse`, async (c) => {
    const { workspace, caller } = requireMember(c, world);
    const body = await parseBody(c, questionBody);
    const session = sessionOf(world, workspace, caller, body.sessionId);
    const known = body.personaName === 'default' || findPersona(workspace, body.personaName);
    const events = known
      ? chatEvents(workspace, session, body.message)
      : [{ sessionId: session.id }, { error: `Assistant '${body.personaName}' not found` }];
    return streamSSE(c, async (stream) => {
      for (const event of events) {
        await stream.writeSSE({ data: JSON.stringify(event) });
        await stream.sleep(PAUSE_MS);
      }
    });
  });

  app.post(`${AGENT}/chat-export-url`, async (c) => {
    const { workspace, caller } = requireMember(c, world);
    const { sessionId } = await parseBody(c, exportBody);
    if (!ownSession(world, workspace, caller, sessionId)) throw notFound('Session not found');
    return c.json({ exportUrl: `/workspace/${workspace.name}/chat-export/${sessionId}` });
  });
}

/** The chat service answers 403 where the API answers 404. */
function requireMember(c: SandboxContext, world: World): { workspace: Workspace; caller: User } {
  const caller = requireCaller(c);
  const workspace = world.workspaces.get(c.req.param('workspace') ?? '');
  if (!workspace?.members.has(caller.email)) throw forbidden('No access to this workspace');
  return { workspace, caller };
}

/** The session that is continued, or a new one. */
function sessionOf(
  world: World,
  workspace: Workspace,
  caller: User,
  id: string | null | undefined,
): ChatSession {
  const own = id && ownSession(world, workspace, caller, id);
  if (own) return own;
  const session = {
    id: world.nextUuid(),
    workspaceName: workspace.name,
    userEmail: caller.email,
    topic: [],
    questions: [],
  };
  world.chatSessions.set(session.id, session);
  return session;
}

function ownSession(world: World, workspace: Workspace, caller: User, id: string): ChatSession | undefined {
  const session = world.chatSessions.get(id);
  return session?.workspaceName === workspace.name && session.userEmail === caller.email
    ? session
    : undefined;
}
