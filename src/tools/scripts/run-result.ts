import { z } from 'zod';
import { OUTCOMES } from '../../run-outcome/evidence.ts';

/** What really happened, as promised to programs. */
export const outcome = z.enum(OUTCOMES);

/** What every answer about a test run contains; more depends on how the run went. */
export const runResult = z.looseObject({
  outcome,
  outcome_reason: z.string().optional(),
  runId: z.string(),
  issues: z.array(z.looseObject({ title: z.string(), severity: z.string() })).optional(),
  metric: z.string().optional(),
  next: z.string().optional(),
});
