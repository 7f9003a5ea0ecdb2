import type { McpUiDisplayMode } from '@modelcontextprotocol/ext-apps';
import type { Bridge, ToolAnswer } from './bridge.ts';
import type { AnswerOf, ArgumentsOf, ReadingTool } from './reading-tools.ts';

/** What a tool answered in place of a result. */
export class ToolFailure extends Error {
  readonly hint: string | undefined;
  /** What was found, one text each, where the tool refused a script. */
  readonly findings: readonly string[];

  constructor(message: string, hint?: string, findings: readonly string[] = []) {
    super(message);
    this.hint = hint;
    this.findings = findings;
  }
}

/** What a view may ask of its host; where the host cannot, the view does without. */
export interface Host {
  can: { call: boolean; say: boolean; open: boolean; expand: boolean };
  isFullscreen: boolean;
  locale: string | undefined;
  timeZone: string | undefined;
  /** Throws `ToolFailure` with the tool's own words. */
  call<Name extends ReadingTool>(name: Name, args: ArgumentsOf<Name>): Promise<AnswerOf<Name>>;
  /** Puts a message into the conversation as the user's own: ids and names that were checked only, never a text of others. */
  say(text: string): Promise<void>;
  open(url: string): Promise<void>;
  expand(): Promise<void>;
}

export function hostOf(bridge: Bridge): Host {
  const { capabilities, context, request } = bridge;
  const { locale, timeZone, displayMode, availableDisplayModes } = context;
  const isFullscreen = displayMode === 'fullscreen';
  const asked = async (method: string, params: object) => {
    const answer = await request<{ isError?: boolean }>(method, params);
    if (answer?.isError) throw new Error('The host refused it.');
  };
  return {
    can: {
      call: Boolean(capabilities.serverTools),
      say: Boolean(capabilities.message),
      open: Boolean(capabilities.openLinks),
      expand: !isFullscreen && (availableDisplayModes ?? []).includes('fullscreen'),
    },
    isFullscreen,
    locale,
    timeZone,
    call: async (name, args) =>
      resultOf(await request<ToolAnswer>('tools/call', { name, arguments: args })) as AnswerOf<typeof name>,
    say: (text) => asked('ui/message', { role: 'user', content: [{ type: 'text', text }] }),
    open: (url) => asked('ui/open-link', { url }),
    expand: async () => {
      await request<{ mode: McpUiDisplayMode }>('ui/request-display-mode', { mode: 'fullscreen' });
    },
  };
}

/** The value that a tool answered, out of its one JSON text; throws `ToolFailure` where it is an error. */
export function resultOf({ content, isError }: ToolAnswer): unknown {
  const text = content?.find(({ type }) => type === 'text')?.text;
  if (text === undefined) throw new ToolFailure('The answer holds no text.');
  const value = parsed(text);
  if (value === undefined)
    throw new ToolFailure(isError ? text : 'The answer is not in a form that this view knows.');
  const { error } = (value ?? {}) as { error?: ErrorAnswer };
  if (isError || error) throw failureOf(error ?? {}, text);
  return value;
}

interface ErrorAnswer {
  message?: unknown;
  hint?: unknown;
  detail?: { findings?: { severity?: unknown; line?: unknown; message?: unknown }[] };
}

function failureOf({ message, hint, detail }: ErrorAnswer, text: string): ToolFailure {
  const found = Array.isArray(detail?.findings) ? detail.findings : [];
  const findings = found
    .filter(({ severity }) => severity === 'error')
    .map(({ line, message: said }) => `${line === undefined ? '' : `Line ${line}: `}${said}`);
  return new ToolFailure(String(message ?? text), hint ? String(hint) : undefined, findings);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A name or id that may stand in a message to the model; undefined for whatever could be more than that. */
export function plainName(text: string | number | null | undefined): string | undefined {
  const name = String(text ?? '');
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name) ? name : undefined;
}

export const shortName = (name: string | null | undefined) => name?.split('--').at(-1) ?? undefined;

/** The argument that every call of a view in the same workspace takes; empty where the server's default was meant. */
export const sameWorkspace = ({ workspace_name }: Record<string, unknown>) =>
  typeof workspace_name === 'string' ? { workspace_name } : {};
