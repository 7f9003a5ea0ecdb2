import { Refused } from '../../errors/request-errors.ts';
import type { Persona } from '../../platform/personas.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';
import type { GivenFields } from './assistant-fields.ts';

/** The platform's own default, and the highest score a match can have. */
const DEFAULT_THRESHOLD = 0.95;
const HIGHEST = 1;

/** The fields, with the threshold that `suggest_only` stands for. Throws `Refused` where both are given and differ. */
export function withRunChoice<Given extends GivenFields & { suggest_only?: boolean | undefined }>({
  suggest_only,
  ...given
}: Given): Omit<Given, 'suggest_only'> {
  if (suggest_only === undefined) return given;
  const { run_confidence_threshold: threshold } = given;
  if (threshold !== undefined && (threshold === HIGHEST) !== suggest_only) {
    throw new Refused(
      `suggest_only=${suggest_only} and run_confidence_threshold=${threshold} cannot be combined.`,
      {
        hint: 'suggest_only=true is a threshold of 1. Give one of the two.',
      },
    );
  }
  return { ...given, run_confidence_threshold: threshold ?? (suggest_only ? HIGHEST : DEFAULT_THRESHOLD) };
}

/**
 * What the threshold means in practice, for answers. The published API says neither how matches are scored nor how scores
 * are rounded.
 */
export function runsTasks({ runConfidenceThreshold }: Persona): string {
  const threshold = runConfidenceThreshold ?? DEFAULT_THRESHOLD;
  if (threshold < HIGHEST)
    return `Suggests tasks, and runs one unasked where it matches the question by at least ${threshold}.`;
  return [
    'Suggests tasks. Unasked it runs one only at a match of 1, the highest there is; whether the platform ever counts a match so high',
    'is not published. A rule of its own can forbid that too.',
  ].join(' ');
}

/** The call that adds such a rule; undefined where the threshold lets tasks run. */
export function ruleAgainstRuns(
  workspace: string,
  name: string,
  { runConfidenceThreshold }: Persona,
): string | undefined {
  if ((runConfidenceThreshold ?? DEFAULT_THRESHOLD) < HIGHEST) return undefined;
  return `create_chat_rule(workspace_name="${workspace}", scope_type="persona", scope_id="${name}", name="${name}-suggest-only", rule_content="Only suggest tasks. Never run one unless the user asks for it in this conversation.")`;
}

/**
 * Notes on what the published API leaves open: members of untyped settings that no assistant here has, and strategies other
 * than the one it names. Asks for the assistants only where such settings are given.
 */
export async function openSettingsNotes(
  workspace: string,
  { search_filters, run_config, filter_issue_selection_strategy: strategy }: GivenFields,
  { platform, signal }: ToolContext,
): Promise<string[]> {
  const given = { search_filters, run_config };
  const keys = Object.entries(given).flatMap(([field, value]) =>
    Object.keys(value ?? {}).map((key) => ({ field, key })),
  );
  if (keys.length === 0 && strategy === undefined) return [];
  const notes: string[] = [];
  const page = await orNote(platform.personas.list(workspace, {}, { signal }), {
    what: 'Other assistants could not be read',
    notes,
    signal,
  });
  const known = page?.results ?? [];
  const keysOf = {
    search_filters: new Set(known.flatMap(({ searchFilters }) => Object.keys(searchFilters ?? {}))),
    run_config: new Set(known.flatMap(({ runConfig }) => Object.keys(runConfig ?? {}))),
  };
  for (const { field, key } of keys) {
    const seen = keysOf[field as keyof typeof keysOf];
    if (!seen.has(key))
      notes.push(
        `${field}.${key}: no assistant of ${workspace} has it yet (they have ${[...seen].join(', ') || 'none'}), and the published API does not say what may stand there.`,
      );
  }
  const strategies = new Set(['MOST_SEVERE', ...known.map((one) => one.filterIssueSelectionStrategy ?? '')]);
  if (strategy && !strategies.has(strategy))
    notes.push(
      `filter_issue_selection_strategy ${strategy}: the published API names only MOST_SEVERE, and no assistant here has it yet.`,
    );
  return notes;
}
