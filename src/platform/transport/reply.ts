import type { z } from 'zod';
import { UnexpectedReply } from '../../errors/platform-errors.ts';
import { type CallFacts, sentence } from './call-facts.ts';
import { isHtml } from './refusal.ts';

const SHOWN_PROBLEMS = 5;

/** A reply's JSON, checked; an empty body is `null`. Throws `UnexpectedReply` that says what is wrong, not what it held. */
export function parseReply<Schema extends z.ZodType>(
  facts: CallFacts,
  schema: Schema,
  body: string,
): z.output<Schema> {
  const parsed = schema.safeParse(body === '' ? null : parseJson(facts, body));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, SHOWN_PROBLEMS).map(({ path, message }) => ({
    field: path.join('.') || 'reply',
    message,
  }));
  throw new UnexpectedReply(
    `${sentence(facts.service)} answered ${facts.request} in a form that is not known.`,
    {
      hint: `Check that ${facts.setting} is the address of that service; else this server and the platform differ in version.`,
      detail: { problems },
    },
  );
}

function parseJson(facts: CallFacts, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    const what = isHtml(body, '') ? 'an HTML page, maybe of a proxy or login page,' : 'something else';
    throw new UnexpectedReply(
      `${sentence(facts.service)} answered ${facts.request} with ${what} instead of JSON.`,
      {
        hint: `Check that ${facts.setting} is the address of the service itself, and the proxy variables.`,
        cause,
      },
    );
  }
}
