import type { CallOptions } from './request.ts';

export interface ChatQuestion {
  message: string;
  /** Short name of the assistant; `default` where it is not said. */
  assistant?: string;
  /** Continues an earlier chat. */
  sessionId?: string;
}

/** What arrived of an answer; lists are left out where they are empty. */
export interface ChatAnswer {
  /** The last error that the assistant reported; there may be a partial message beside it. */
  error?: string;
  /** Markdown. */
  message?: string;
  sessionId?: string;
  widgets?: unknown[];
  functionCalls?: unknown[];
  functionResponses?: unknown[];
  internalToolCalls?: unknown[];
  resources?: unknown[];
  /** The chat in the web application. */
  chatUrl?: string;
  chatExportLink?: string;
  /** What went wrong on the way without spoiling the answer. */
  notes: string[];
}

export interface ChatOptions extends CallOptions {
  /** Hears each piece of the message as it arrives. */
  onDelta?: (text: string) => void;
}

export interface Chat {
  ask(workspace: string, question: ChatQuestion, options: ChatOptions): Promise<ChatAnswer>;
}
