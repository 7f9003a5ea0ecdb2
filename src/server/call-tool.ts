import { type CallToolResult, type InputRequiredResult, inputRequired } from '@modelcontextprotocol/server';
import { BOUNDS } from '../config/bounds.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { Logger } from '../log/logger.ts';
import { showValue } from '../shown-text/show-value.ts';
import type { ToolContext, ToolDefinition } from '../tool-kit/define-tool.ts';
import { fitReply } from '../tool-kit/fit-reply.ts';
import { nameNearest } from '../tool-kit/nearest-named.ts';
import { withNextCall } from '../tool-kit/next-page.ts';
import { noteNoEffect } from '../tool-kit/other-names.ts';
import { CONFIRM_KEY } from '../tool-kit/own-arguments.ts';
import { noteLeftOut, parseArguments } from '../tool-kit/parse-arguments.ts';
import { checkRole, sayWhereAllowed } from '../tool-kit/roles.ts';
import { runInWorkspace } from '../tool-kit/workspace.ts';
import { sayWhereGone } from '../tool-kit/workspace-gone.ts';
import { NotAgreed, type Person, seekAgreement } from './agreement.ts';
import { type AuditTrail, runAudited } from './audit/audited-call.ts';
import { RootsWanted } from './roots.ts';

/** How a call ended, for logs and metrics. */
export interface CallRecord {
  tool: string;
  workspace?: string;
  outcome: 'ok' | 'error';
  /** The error's code, where it failed. */
  code?: string;
  durationMs: number;
}

export interface CallToolOptions {
  log: Logger;
  /** Who a call that deletes or replaces can ask; nobody when left out. */
  person?: Person;
  /** Throws to refuse the call before the tool runs; replaces the role check by the list of workspaces. */
  authorize?(tool: ToolDefinition, args: Record<string, unknown>, context: ToolContext): Promise<void>;
  /** Records the start of a call that changes or executes; throws to refuse it. */
  audit?: AuditTrail['begin'];
  started?(tool: string, workspace: string | undefined): void;
  /** Called with the error of a call, before it is answered. */
  failed?(error: ToolError): void;
  record?(call: CallRecord): void;
  /** Called with the notes of a result. */
  noted?(notes: readonly string[]): void;
}

/**
 * Runs one tool call and renders its result: a value as compact JSON text (and as structured content where the tool promises
 * a shape), an error as `{"error": …}` with `isError`. Nothing else does either.
 */
export async function callTool(
  tool: ToolDefinition,
  given: Record<string, unknown> | undefined,
  bindContext: () => Promise<ToolContext>,
  options: CallToolOptions,
): Promise<CallToolResult | InputRequiredResult> {
  const start = performance.now();
  const workspace = typeof given?.workspace_name === 'string' ? given.workspace_name : undefined;
  options.started?.(tool.name, workspace);
  const record = (outcome: CallRecord['outcome'], code?: string) =>
    options.record?.({
      tool: tool.name,
      workspace,
      outcome,
      code,
      durationMs: Math.round(performance.now() - start),
    });
  try {
    const args = parseArguments(tool, given);
    const leftOut = noteLeftOut(tool, given);
    const context = await bindContext();
    const act = async () => {
      await (options.authorize ?? checkRole)(tool, args, context);
      const { person = { canBeAsked: false } } = options;
      await seekAgreement(tool, args, { confirm: given?.[CONFIRM_KEY], person }, context);
      return runInWorkspace(tool, args, context);
    };
    const run = () =>
      act().catch(async (error) => {
        if (!(error instanceof ToolError)) throw error;
        const asked = [tool, args, context] as const;
        const allowed = await sayWhereAllowed(await sayWhereGone(error, ...asked), ...asked);
        throw withHint(await nameNearest(allowed, ...asked), leftOut);
      });
    const value = await (options.audit ? runAudited({ tool, args, context }, options.audit, run) : run());
    const notes = [...noteNoEffect(tool.name, given), ...leftOut];
    const result = renderValue(tool, withNextCall(tool, given, value), notes);
    options.noted?.(notesOf(value));
    record('ok');
    return result;
  } catch (error) {
    if (error instanceof NotAgreed) {
      record('ok');
      const { reply } = error;
      return 'ask' in reply ? reply.ask : renderValue(tool, reply.answer, []);
    }
    if (error instanceof RootsWanted)
      return inputRequired({ inputRequests: { roots: inputRequired.listRoots() } });
    const typed = error instanceof ToolError ? error : unforeseen(tool, error, options.log);
    options.failed?.(typed);
    record('error', typed.code);
    return renderError(typed);
  }
}

/** The advice for tools that bring none of their own. */
const WHEN_CUT = 'Ask for less: filters, limit and offset where the tool has them, or one thing at a time.';

function renderValue(tool: ToolDefinition, given: unknown, notes: string[]): CallToolResult {
  const noted = notes.length > 0 ? withNotes(given as Record<string, unknown>, notes) : given;
  const { value: shown, note } = showValue(noted ?? null, { keep: tool.keepsText ?? false });
  const value = fitReply(shown, tool.whenCut ?? WHEN_CUT);
  const content = tool.bareList ? listContent(value as ListReply, note) : contentOf(value, note);
  return tool.output ? { content, structuredContent: structured(value) } : { content };
}

/** The value, if short. A long one is cut here, so that it is not sent twice. */
function structured(value: unknown): Record<string, unknown> {
  const rest = 'The text of this result has all of it.';
  return fitReply(value, rest, BOUNDS.structuredReply.limit) as Record<string, unknown>;
}

/** The fallbacks and omissions that a result names itself. */
function notesOf(value: unknown): string[] {
  const notes = (value as { notes?: unknown } | null)?.notes;
  return Array.isArray(notes) ? notes.filter((note) => typeof note === 'string') : [];
}

function withNotes({ notes = [], ...value }: Record<string, unknown>, more: string[]) {
  return { ...value, notes: [...(notes as string[]), ...more] };
}

function withHint(error: ToolError, more: readonly string[]): ToolError {
  if (more.length === 0) return error;
  const { code, message, retryable, status, detail } = error;
  const hint = [error.hint, ...more].join(' ');
  return new ToolError(code, message, { hint, retryable, status, detail, cause: error });
}

function renderError(error: ToolError): CallToolResult {
  const { value, note } = showValue({ error: error.toJSON() });
  return { isError: true, content: contentOf(fitReply(value, WHEN_CUT), note) };
}

/** The note about the texts goes among the value's own notes, or after a value that has no place for notes. */
function contentOf(value: unknown, note: string | undefined): TextBlock[] {
  if (!note) return [textOf(value)];
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [textOf(value), { type: 'text', text: note }];
  const { notes = [], ...rest } = value as { notes?: unknown };
  if (!Array.isArray(notes)) return [textOf(value), { type: 'text', text: note }];
  return [textOf({ ...rest, notes: [...notes, note] })];
}

interface ListReply {
  results: unknown[];
  count?: number;
}

/** Programs parse a bare list; the count where it is known, notes and the advice to go on are added only where there is something to say. */
function listContent({ results, count, ...more }: ListReply, note: string | undefined): TextBlock[] {
  const list = textOf(results);
  if (Object.keys(more).length === 0 && !note) return [list];
  const [rest] = contentOf({ ...(count === undefined ? {} : { count }), ...more }, note);
  return [list, rest!];
}

interface TextBlock {
  type: 'text';
  text: string;
}

const textOf = (value: unknown) => ({ type: 'text' as const, text: JSON.stringify(value) });

/** A fault of this server: the stack goes to the log, a message without internals to the caller. */
function unforeseen(tool: ToolDefinition, error: unknown, log: Logger): ToolError {
  log.error('unforeseen_error', {
    tool: tool.name,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new ToolError('internal', `${tool.name} failed inside this server.`, {
    hint: 'This is a defect in runwhen-platform-mcp; its standard error has the details. Please report it.',
    cause: error,
  });
}
