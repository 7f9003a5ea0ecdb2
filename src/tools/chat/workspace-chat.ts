import { z } from 'zod';
import { TimedOut } from '../../errors/platform-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import type { End } from '../../platform/request.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool, type ToolContext } from '../../tool-kit/define-tool.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';

/** Progress messages are sent at most this often while the answer streams in. */
const PROGRESS_EVERY_MS = 1000;

export const workspaceChat = defineTool({
  name: 'workspace_chat',
  title: 'Ask the RunWhen assistant',
  description:
    "Asks the platform's assistant what fails and why, which checks watch a resource, what runs found, what articles say. Start here for questions. Runs nothing; run_slx does.",
  toolset: 'chat',
  view: 'assistant-answer',
  effect: 'read',
  waits: true,
  whenCut: 'The whole answer is at chatUrl. Or ask for a part of it, with sessionId as session_id.',
  input: z.object({
    message: z.string().min(1).describe('The question, in plain words'),
    workspace_name: workspaceName,
    persona_name: z.string().default('default').describe('Assistant short name, see list_assistants'),
    session_id: z.string().describe('sessionId of an earlier answer, to continue').optional(),
  }),
  async run(args, context) {
    // The caller's user goes with the question; it is cached.
    const [workspace] = await Promise.all([
      workspaceOf(args, context),
      context.platform.users.whoami(context),
    ]);
    const answer = await context.platform.chat
      .ask(
        workspace,
        { message: args.message, assistant: args.persona_name, sessionId: args.session_id },
        { signal: context.signal, onDelta: reportLength(context.progress), until: waitEnd(context) },
      )
      .catch((error: unknown) => {
        if (error instanceof TimedOut && waitIsOver(context)) return undefined;
        throw error;
      });
    if (!answer) return nothingYet(workspace, args.session_id, context);
    const { message, sessionId, brokenOff, ...rest } = answer;
    // Throws where there is no such assistant: the chat itself would say so only in its answer's text.
    if (!message && rest.error && args.persona_name !== 'default')
      await context.platform.personas.get(workspace, shortNameOf(workspace, args.persona_name), context);
    const next = brokenOff && sessionId ? goOn(workspace, sessionId) : undefined;
    return compact({ message, sessionId, ...rest, next });
  },
});

function waitEnd({ waitUntil, config }: ToolContext): End | undefined {
  if (waitUntil === undefined) return undefined;
  const seconds = config.waitWithoutProgressS;
  return { at: waitUntil, says: `a call without progress answers within ${seconds} s` };
}

/** A timer counts in whole milliseconds, and may come one before its time. */
const TIMER_MS = 1;

const waitIsOver = ({ waitUntil }: ToolContext) =>
  waitUntil !== undefined && performance.now() + TIMER_MS >= waitUntil;

/** The id of a new session comes with the first words of the answer; before them there is nothing to continue with. */
function nothingYet(workspace: string, session: string | undefined, { config }: ToolContext) {
  const wait = `The assistant has said nothing within the ${config.waitWithoutProgressS} s that a call without progress may take`;
  return compact({
    status: 'no_answer_yet',
    sessionId: session,
    next: session
      ? goOn(workspace, session).replace(', or read it at chatUrl', '')
      : "Ask again, for less at a time, or read the answer among the workspace's chats in the web application. The wait is longer for hosts that ask for progress; MCP_WAIT_WITHOUT_PROGRESS_S raises it for others.",
    notes: [
      session
        ? `${wait}. It may still answer, in the same session.`
        : `${wait}, and the id of the session is not known yet. It may still answer.`,
    ],
  });
}

const goOn = (workspace: string, sessionId: string) =>
  `For the rest: workspace_chat(workspace_name="${workspace}", session_id="${sessionId}", message="Please go on."), or read it at chatUrl.`;

function reportLength(progress: (done: number, total?: number, message?: string) => Promise<void>) {
  let received = 0;
  let last = 0;
  return (text: string) => {
    received += text.length;
    if (performance.now() - last < PROGRESS_EVERY_MS) return;
    last = performance.now();
    void progress(received, undefined, `${received} characters of the answer so far`);
  };
}
