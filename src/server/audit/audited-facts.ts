import { scrub } from '../../platform/transport/scrub.ts';
import { showText } from '../../shown-text/show-value.ts';

/** Arguments that say what a call is about, and hold neither content nor secrets. */
const OBJECT_ARGUMENTS = [
  'slx_name',
  'issue_ids',
  'rule_id',
  'command_id',
  'note_id',
  'assistant_name',
  'short_name',
  'bundle_name',
  'repo_url',
  'codebundle_path',
  'ref',
  'scope_type',
  'scope_id',
  'name',
  'title',
  'display_name',
  'task_title',
  'task_titles',
  'task_type',
  'run_type',
  'location',
  'script_path',
  'output_dir',
] as const;

/** What a result or an error says about what was made or started, and how that went. */
const RESULT_FIELDS = [
  'status',
  'outcome',
  'id',
  'slx_id',
  'session_id',
  'runId',
  'run_id',
  'slx_name',
] as const;

/** Longest text in a line, in characters: names come from clients. */
const TEXT_LENGTH = 200;

type Fact = string | number | boolean;
type Facts = Record<string, Fact | Fact[]>;

/** What a call is about, under the names of its arguments. */
export function objectOf(args: Record<string, unknown>): Facts {
  return pick(args, OBJECT_ARGUMENTS);
}

/** The ids in a result or in the details of an error. */
export function resultOf(value: unknown): Facts {
  return typeof value === 'object' && value !== null
    ? pick(value as Record<string, unknown>, RESULT_FIELDS)
    : {};
}

/** A name from outside, made safe for a line: no hidden characters, no user or password in an address, no token. */
export function shortText(text: string): string {
  return scrub(showText(text)).slice(0, TEXT_LENGTH);
}

function pick(from: Record<string, unknown>, names: readonly string[]): Facts {
  const facts: Facts = {};
  for (const name of names) {
    const value = from[name];
    const fact = Array.isArray(value) ? value.flatMap((one) => factOf(one) ?? []) : factOf(value);
    if (fact !== undefined) facts[name] = fact;
  }
  return facts;
}

function factOf(value: unknown): Fact | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && value !== '' ? shortText(value) : undefined;
}
