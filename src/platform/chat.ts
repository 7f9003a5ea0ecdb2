import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { Cancelled, UnexpectedReply } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import { chatUrl } from './app-url.ts';
import { type ChatParts, readChatStream, type StreamedAnswer } from './chat-stream.ts';
import { path } from './path.ts';
import type { CallOptions, End, Requester } from './request.ts';
import { anySpelling } from './spelling.ts';
import type { User, Users } from './users.ts';

export interface ChatQuestion {
  message: string;
  /** Short name of the assistant; `default` when left out. */
  assistant?: string;
  /** Continues an earlier chat. */
  sessionId?: string;
}

/** What arrived of an answer; empty parts are left out. */
export interface ChatAnswer extends Omit<ChatParts, 'exportUrl'> {
  /** The chat in the web application. */
  chatUrl?: string;
  chatExportLink?: string;
  /** Set where the answer ended early. */
  brokenOff?: true;
  /** What went wrong without affecting the answer. */
  notes: string[];
}

export interface ChatOptions extends CallOptions {
  /** Called with each piece of the message as it arrives. */
  onDelta?: (text: string) => void;
  /** The answer's deadline, if earlier than the bound on whole answers. */
  until?: End | undefined;
}

export interface Chat {
  /**
   * Asks an assistant and waits for its whole answer, within the bounds on chats. An answer that breaks off or reaches a
   * bound is returned as far as it arrived, with a note; if nothing arrived, the error is thrown. `Cancelled` has the
   * session in its detail.
   */
  ask(workspace: string, question: ChatQuestion, options: ChatOptions): Promise<ChatAnswer>;
}

export function createChat(request: Requester, users: Users, appUrl: string): Chat {
  return {
    ask: async (workspace, question, { signal, onDelta, until }) => {
      const userId = identity(await users.whoami({ signal }));
      const chunks = await request.stream({
        service: 'agent',
        method: 'POST',
        path: path`/api/v1/workspaces/${workspace}/chat-pro-sse`,
        accept: 'text/event-stream',
        body: {
          message: question.message,
          workspaceName: workspace,
          personaName: question.assistant ?? 'default',
          userId,
          sessionId: question.sessionId ?? null,
        },
        timeoutMs: BOUNDS.chatSilence.limit,
        until: until ?? {
          at: performance.now() + BOUNDS.chatWhole.limit,
          says: `an answer may take ${BOUNDS.chatWhole.limit / 1000} s`,
        },
        signal,
      });
      const streamed = await readChatStream(chunks, onDelta);
      throwIfNothing(streamed);
      const { exportUrl, ...received } = streamed.parts;
      const parts = { ...received, ...(streamed.broken ? { brokenOff: true as const } : {}) };
      const notes = notesOf(streamed);
      if (!parts.sessionId) return { ...parts, notes };
      const exported =
        exportUrl ??
        (until && streamed.broken
          ? undefined
          : await exportLink(request, workspace, userId, parts.sessionId, notes, signal));
      return {
        ...parts,
        ...(appUrl === '' ? {} : { chatUrl: chatUrl(appUrl, workspace, parts.sessionId) }),
        ...(exported === undefined ? {} : { chatExportLink: absolute(exported, appUrl) }),
        notes,
      };
    },
  };
}

/** AgentFarm knows a user by e-mail address, or by numeric id written as text. */
function identity({ email, primaryEmail, id }: User): string {
  return email || primaryEmail || String(id);
}

function throwIfNothing({ parts, broken }: StreamedAnswer): void {
  if (broken instanceof Cancelled) {
    throw new Cancelled(broken.message, {
      hint: 'The assistant may have gone on working; ask again with the same session to continue from there.',
      ...(parts.sessionId ? { detail: { sessionId: parts.sessionId } } : {}),
    });
  }
  if (Object.keys(parts).length > 0) return;
  if (broken) throw broken;
  throw new UnexpectedReply("RunWhen's assistant service sent an empty answer.", {
    hint: 'Ask again; if it persists, check RUNWHEN_AGENT_URL.',
  });
}

function notesOf({ broken, unreadable }: StreamedAnswer): string[] {
  return [
    ...(broken ? [`The answer broke off; this is what had arrived. ${reason(broken)}`] : []),
    ...(unreadable > 0 ? [`${unreadable} events of the answer could not be read and were left out.`] : []),
  ];
}

async function exportLink(
  request: Requester,
  workspace: string,
  userId: string,
  sessionId: string,
  notes: string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { exportUrl } = await request.json(anySpelling({ exportUrl: z.string().min(1) }), {
      service: 'agent',
      method: 'POST',
      path: path`/api/v1/workspaces/${workspace}/chat-export-url`,
      body: { userId, sessionId },
      repeatable: true,
      timeoutMs: BOUNDS.chatExport.limit,
      signal,
    });
    return exportUrl;
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    notes.push(`There is no export link: ${reason(error)}`);
    return undefined;
  }
}

function reason(error: unknown): string {
  return error instanceof ToolError ? error.message : String(error);
}

/** The platform sends only the path, below the web application. */
function absolute(link: string, appUrl: string): string {
  return link.startsWith('/') ? `${appUrl}${link}` : link;
}
