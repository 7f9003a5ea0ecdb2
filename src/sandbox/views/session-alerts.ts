import type { RunSession, Workspace } from '../state/records.ts';
import type { JsonObject } from '../state/values.ts';

/** What sends the alerts that start sessions of a source; other sources have none. */
const PROVIDERS: Record<string, string> = {
  sli_alert: 'runwhen',
  slo_alert: 'runwhen',
  alert_group: 'alertmanager',
  webhook: 'pagerduty',
};

/** The alert that started a session, where one did. */
export function alertsOf(session: RunSession): JsonObject[] {
  const providerType = PROVIDERS[session.source];
  if (!providerType) return [];
  return [
    {
      id: `00000000-0000-4000-8000-${String(session.id).padStart(12, '0')}`,
      name: session.notes,
      severity: 'critical',
      status: session.active ? 'firing' : 'resolved',
      providerType,
      sourceStatus: null,
      receivedAt: session.created,
      event: { session: session.name },
    },
  ];
}

/** What the sandbox's stand-in for a language model says of a session: its own facts, put together. */
export function sessionSummary(workspace: Workspace, session: RunSession): string {
  const found = [...workspace.issues.values()].filter(({ occurrences }) =>
    occurrences.some(({ runSessionId }) => runSessionId === session.id),
  );
  const ran = session.runRequests.map(({ slxShortName }) => slxShortName).join(', ');
  const titles = found.map(({ title }) => title).join('; ');
  return `${session.notes || session.name}. Ran ${ran || 'nothing'}. ${titles ? `Found: ${titles}.` : 'Found no issue.'}`;
}
