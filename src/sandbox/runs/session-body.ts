import { z } from 'zod';

const ALERT_KEYS = {
  slo_alert: 'alertId',
  sli_alert: 'alertId',
  webhook: 'webhookId',
  search: 'searchQuery',
} as const;

const runRequest = z.object({
  slxName: z.string(),
  taskTitles: z.array(z.string()).nullish(),
  memo: z.record(z.string(), z.unknown()).default({}),
  fromSearchQuery: z.string().nullish(),
  fromIssue: z.number().int().nullish(),
  fromRunRequest: z.number().int().nullish(),
  fromSliAlert: z.number().int().nullish(),
  fromSloAlert: z.number().int().nullish(),
  force: z.boolean().default(false),
  runtimeVarOverrides: z.record(z.string(), z.string()).nullish(),
});

/** What starts a run session: where it comes from and at least one run request. */
export const sessionBody = z
  .object({
    source: z
      .enum(['direct', 'slo_alert', 'sli_alert', 'webhook', 'search', 'alert_group'])
      .default('direct'),
    generateName: z.string().nullish(),
    name: z.string().nullish(),
    notes: z.string().nullish(),
    personaName: z.string().nullish(),
    persona_id: z.number().int().nullish(),
    alertId: z.number().int().nullish(),
    webhookId: z.number().int().nullish(),
    searchQuery: z.string().nullish(),
    aliasKey: z.string().nullish(),
    aliasValue: z.string().nullish(),
    skipNextStepsAnalysis: z.boolean().default(false),
    dedupe: z
      .object({
        enabled: z.boolean().default(true),
        strategy: z.literal('slx').default('slx'),
        window: z
          .string()
          .regex(/^\d+[smhd]$/)
          .default('10m'),
      })
      .nullish(),
    runRequests: z.array(runRequest).min(1),
  })
  .superRefine((body, context) => {
    const key = ALERT_KEYS[body.source as keyof typeof ALERT_KEYS];
    if (!key || (body[key] ?? null) !== null) return;
    context.addIssue({
      code: 'custom',
      path: [key],
      message: `${key} is required for source '${body.source}'`,
    });
  });

export type SessionBody = z.output<typeof sessionBody>;
export type RunRequestBody = SessionBody['runRequests'][number];
