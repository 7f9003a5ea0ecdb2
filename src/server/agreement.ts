import { createHmac } from 'node:crypto';
import {
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { showText } from '../shown-text/show-value.ts';
import type { Preview, ToolContext, ToolDefinition } from '../tool-kit/define-tool.ts';
import { CONFIRM_KEY } from '../tool-kit/own-arguments.ts';
import { type WITHOUT_AGREEMENT, waitsForAgreement } from '../tool-kit/waits-for-agreement.ts';

/** The person at the other end, as far as this call can reach them. */
export interface Person {
  canBeAsked: boolean;
  /** What they answered, and the code of the preview that they were shown. */
  answer?: { action: 'accept' | 'decline' | 'cancel'; code: string | undefined } | undefined;
}

/** Thrown where a call may not act: carries either the question for the person or the answer for the caller. */
export class NotAgreed extends Error {
  override name = 'NotAgreed';

  constructor(
    readonly outcome: 'input_required' | (typeof WITHOUT_AGREEMENT)[number],
    readonly reply: { ask: InputRequiredResult } | { answer: Record<string, unknown> },
  ) {
    super(outcome);
  }
}

/** Longest text that a person is asked to read. */
const MOST_CHARACTERS = 2_000;
const KEY = 'agreement';

/** Who this request can ask, and what they have already answered. */
export function personOf(request: ServerContext, capabilities: ClientCapabilities | undefined): Person {
  const { elicitation } = capabilities ?? {};
  const answer = inputResponse(request.mcpReq.inputResponses, KEY);
  return {
    // Declaring no mode means forms: that was the only kind before there were modes.
    canBeAsked:
      elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined),
    answer:
      answer.kind === 'elicit' ? { action: answer.action, code: request.mcpReq.requestState() } : undefined,
  };
}

/**
 * Returns where a call may act, and throws `NotAgreed` where not. What is about to be deleted or replaced is read anew each time, so that an agreement to
 * something that has changed since counts for nothing. Where nobody can be asked, the code of that preview counts: it
 * proves that the preview was read, not that a person agreed.
 */
export async function seekAgreement(
  tool: ToolDefinition,
  args: Record<string, unknown>,
  { confirm, person }: { confirm: unknown; person: Person },
  context: ToolContext,
): Promise<void> {
  if (!waitsForAgreement(tool, context.config.confirm)) return;
  const preview = await tool.preview!(args, context);
  if (!preview) return;
  const code = codeOf(tool, args, preview, context.platform.caller);
  if (person.canBeAsked) return askPerson(preview, code, person.answer);
  if (sameCode(confirm, code)) return;
  throw new NotAgreed('confirmation_required', {
    answer: confirmationRequired(tool, preview, { code, given: confirm }),
  });
}

function askPerson({ act, details }: Preview, code: string, answer: Person['answer']): void {
  if (answer?.action === 'decline') {
    throw notAgreed('declined', `The person declined: ${act}. Nothing was sent.`);
  }
  if (answer?.action === 'cancel') {
    throw notAgreed('cancelled', `The person closed the question unanswered: ${act}. Nothing was sent.`);
  }
  if (answer?.code === code) return;
  const changed = answer ? ['It has changed since you were asked.'] : [];
  const text = showText([`${act}?`, ...changed, ...details.map((line) => `- ${line}`)].join('\n'));
  const message = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  const question = inputRequired.elicit({ message, requestedSchema: { type: 'object', properties: {} } });
  throw new NotAgreed('input_required', {
    ask: inputRequired({ inputRequests: { [KEY]: question }, requestState: code }),
  });
}

const notAgreed = (status: 'declined' | 'cancelled', message: string) =>
  new NotAgreed(status, { answer: { status, message } });

function confirmationRequired(
  { name }: ToolDefinition,
  { act, details }: Preview,
  { code, given }: { code: string; given: unknown },
) {
  return {
    status: 'confirmation_required',
    preview: { act, details },
    confirm: code,
    ...(given === undefined || given === null
      ? {}
      : {
          message:
            'That code does not belong to this preview: it is of another object, or the object has changed.',
        }),
    next: `Nothing was sent. Show the user the preview; if they agree, call ${name} again with the same arguments and ${CONFIRM_KEY}="${code}".`,
  };
}

/** Two groups of 8 hexadecimal digits. Keyed by the caller, so that only a preview can give it. */
function codeOf(
  tool: ToolDefinition,
  args: Record<string, unknown>,
  { act, state }: Preview,
  caller: string,
) {
  const digest = createHmac('sha256', caller)
    .update(JSON.stringify([tool.name, act, sorted(args), sorted(state)]))
    .digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 16)}`;
}

/** Blanks and quotes around it do not count. */
const sameCode = (given: unknown, code: string) =>
  typeof given === 'string' && given.replace(/^[\s"'`]+|[\s"'`]+$/g, '') === code;

/** With the keys of every object in one order, whichever way they arrived. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
