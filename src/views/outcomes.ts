/** How an outcome of a run is said, and in which tone; what is not known is said as it is. */
export function outcomeOf(outcome: string): { says: string; tone: string } {
  return OUTCOMES[outcome] ?? { says: outcome.replaceAll('_', ' ').slice(0, 40), tone: '' };
}

const OUTCOMES: Record<string, { says: string; tone: string }> = {
  issues: { says: 'Found issues', tone: 'warn' },
  healthy: { says: 'Healthy', tone: 'good' },
  metric: { says: 'Metric', tone: 'info' },
  crashed: { says: 'Crashed', tone: 'bad' },
  timed_out: { says: 'Timed out', tone: 'bad' },
  bad_output: { says: 'Bad output', tone: 'bad' },
  not_started: { says: 'Not started', tone: 'bad' },
  running: { says: 'Running', tone: 'info' },
  unknown: { says: 'Unknown', tone: '' },
};
