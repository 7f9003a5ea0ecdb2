import { checkFromRunbook, deployFromRegistry, tuneCheck, writeCheck, writeContext } from './checks.ts';
import type { Prompt } from './define-prompt.ts';
import { explainIssue, investigateIncident, morningSummary } from './incidents.ts';

/** Every prompt, in the order in which hosts list them. */
export const PROMPTS: readonly Prompt[] = [
  investigateIncident,
  explainIssue,
  morningSummary,
  writeCheck,
  checkFromRunbook,
  tuneCheck,
  deployFromRegistry,
  writeContext,
];
