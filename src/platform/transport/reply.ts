import type { z } from 'zod';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import { type CallFacts, mayBeDone, sentence } from './call-facts.ts';
import { parseJsonText, TooDeep } from './json-text.ts';
import { isHtml, isRefusal, readRefusal } from './refusal.ts';

const SHOWN_PROBLEMS = 5;

/**
 * A reply's JSON, checked; an empty body is `null`. Throws an `UnexpectedReply` that says what is wrong, not what the reply
 * held.
 */
export function parseReply<Schema extends z.ZodType>(
  facts: CallFacts,
  schema: Schema,
  body: string,
  token = '',
): z.output<Schema> {
  const json = body === '' ? null : parseJson(facts, body);
  if (isRefusal(json)) throw refusedWithSuccess(facts, readRefusal(body, '', token).message);
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => ({
    field: path.join('.') || 'reply',
    message,
  }));
  throw new UnexpectedReply(`${sentence(facts.service)} answered ${facts.request} in an unknown format.`, {
    hint: `Check that ${facts.setting} is the address of that service; else this server and the platform differ in version.${mayBeDone(facts)}`,
    detail: { problems },
  });
}

function parseJson(facts: CallFacts, body: string): unknown {
  try {
    return parseJsonText(body);
  } catch (cause) {
    throw new UnexpectedReply(
      `${sentence(facts.service)} answered ${facts.request} with ${inPlace(body, cause)}.`,
      {
        hint: `Check that ${facts.setting} is the address of the service itself, and the proxy variables.${mayBeDone(facts)}`,
        cause,
      },
    );
  }
}

function refusedWithSuccess(facts: CallFacts, says: string): UnexpectedReply {
  return new UnexpectedReply(
    `${sentence(facts.service)} answered ${facts.request} with a status of success and an error: ${says}`,
    { hint: `Correct what it says, or try again in a minute.${mayBeDone(facts)}` },
  );
}

function inPlace(body: string, cause: unknown): string {
  if (cause instanceof TooDeep) return cause.message;
  if (isHtml(body, '')) return 'an HTML page, maybe of a proxy or login page, instead of JSON';
  return 'something else instead of JSON';
}
