import { shortName } from '../host.ts';
import type { AnswerOf } from '../reading-tools.ts';

type Answer = AnswerOf<'get_run_sessions'>;
export type Session = Extract<Answer, { runRequests: unknown }>;

/** One run of one check. */
export interface Run {
  at: number;
  outcome: string;
  reason: string | undefined;
  slx: string;
  session: Session;
}

export interface Track {
  slx: string;
  /** The oldest first. */
  runs: Run[];
}

/** The sessions of an answer, which holds a list of them or a single one. */
export function sessionsOf(answer: Answer): Session[] {
  if ('results' in answer) return answer.results;
  return 'runRequests' in answer ? [answer] : [];
}

/** The runs of each check, the check that ran last first. */
export function tracksOf(sessions: readonly Session[]): Track[] {
  const tracks = new Map<string, Run[]>();
  for (const session of sessions) {
    for (const run of session.runRequests ?? []) {
      const at = Date.parse(run.requestTime ?? session.created ?? '');
      if (Number.isNaN(at)) continue;
      const slx = shortName(run.slxName) ?? 'unnamed';
      const one = { at, outcome: run.outcome ?? 'unknown', reason: run.outcome_reason, slx, session };
      tracks.set(slx, [...(tracks.get(slx) ?? []), one]);
    }
  }
  return [...tracks]
    .map(([slx, runs]) => ({ slx, runs: runs.toSorted((one, other) => one.at - other.at) }))
    .toSorted((one, other) => other.runs.at(-1)!.at - one.runs.at(-1)!.at);
}

/** Who or what started a session, in words. */
export function starterOf({ started_by, source, personaShortName }: Session): string {
  const by: Partial<Session['started_by']> = started_by ?? {};
  const causes = [
    ...(by.people ?? []),
    ...(by.issues ?? []).map((id) => `issue ${id}`),
    ...(by.alerts ?? []).map((id) => `alert ${id}`),
    ...(by.sli_alerts ?? []).map((id) => `SLI alert ${id}`),
    ...(by.search ?? []).map((query) => `search “${query}”`),
  ];
  return [source?.replaceAll('_', ' '), causes[0] ?? personaShortName].filter(Boolean).join(', ');
}
