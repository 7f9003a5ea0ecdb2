import { z } from 'zod';

export const assistantName = z.string().describe('Assistant short name');

const share = z.number().min(0).max(1);
const openObject = z.record(z.string(), z.unknown());

/** What can be set on an assistant besides its name. `''` clears a text. */
export const assistantFields = {
  description: z.string().describe('Whom it serves').optional(),
  avatar_url: z.string().describe('Picture URL').optional(),
  filter_confidence_threshold: share.describe('Lowest match considered, 0 to 1; default 0.5').optional(),
  filter_issue_selection_strategy: z.string().min(1).describe('Default MOST_SEVERE').optional(),
  filter_codebundle_task_tags: z
    .array(z.string())
    .describe('Only tasks with these tags, such as access:read-only')
    .optional(),
  filter_stop_words: z.array(z.string()).describe('Ignored words').optional(),
  filter_scope: z.string().describe('Search scope').optional(),
  search_filters: openObject.describe('Copy from another assistant: get_assistant').optional(),
  run_confidence_threshold: share
    .describe('Lowest match that runs a task unasked, 0 to 1; default 0.95')
    .optional(),
  suggest_only: z
    .boolean()
    .describe('Threshold 1: runs nothing unasked below a full match; false: 0.95')
    .optional(),
  run_config: openObject.describe('Copy from another assistant').optional(),
};

export const displayName = z.string().describe('Display name');

/** The values of `assistantFields` and the display name given in a call. */
export type GivenFields = Omit<z.output<z.ZodObject<typeof assistantFields>>, 'suggest_only'> & {
  display_name?: string | undefined;
};
