import { checkFromRunbook, deployFromRegistry, tuneCheck, writeCheck, writeContext } from './checks.ts';
import type { Prompt } from './define-prompt.ts';
import { explainIssue, investigateIncident } from './incidents.ts';
import { morningSummary, shiftHandover, weekReview } from './reports.ts';

/** Every prompt, in the order in which hosts list them. */
export const PROMPTS: readonly Prompt[] = [
  investigateIncident,
  explainIssue,
  morningSummary,
  shiftHandover,
  weekReview,
  writeCheck,
  checkFromRunbook,
  tuneCheck,
  deployFromRegistry,
  writeContext,
];
