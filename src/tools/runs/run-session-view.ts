import type { RunIssue, RunRequest, RunSession } from '../../platform/run-sessions.ts';
import type { RunReading } from '../../run-outcome/evidence.ts';
import { compact, shorten } from '../../tool-kit/compact.ts';
import { titlesOf } from './run-titles.ts';

const DETAILS_LENGTH = 400;

/** The outcomes of single runs, by run id. */
export type Outcomes = Map<number, { outcome: RunReading['outcome']; outcome_reason: string }>;

/** A run is over when it has a response time (or says that it is). */
export function isOver(session: RunSession): boolean {
  const runs = session.runRequests ?? [];
  return runs.length > 0 && runs.every(isRunOver);
}

export function isRunOver(run: RunRequest): boolean {
  return Boolean(run.responseTime) || run.isCompleted === true;
}

/** A session from which runs of other SLXs were taken out, with the short names of these. */
export type SessionOfSlx = RunSession & { alsoRan?: string[] };

/** A run session in the form of tool answers: what ran, what passed and failed, and the issues reported. */
export function sessionView(session: SessionOfSlx, outcomes?: Outcomes) {
  return compact({
    id: session.id,
    name: session.name,
    source: session.source,
    created: session.created,
    state: isOver(session) ? 'completed' : 'running',
    personaShortName: session.personaShortName,
    started_by: startedBy(session),
    runRequests: (session.runRequests ?? []).map((run) => ({ ...runView(run), ...outcomes?.get(run.id) })),
    also_ran: session.alsoRan,
  });
}

/** Who or what started a session, as far as its runs say. */
function startedBy({ runRequests = [] }: RunSession) {
  const all = <Value>(pick: (run: RunRequest) => Value) => [
    ...new Set((runRequests ?? []).map(pick).filter(Boolean)),
  ];
  return compact({
    people: all(({ requester }) => requester),
    search: all(({ fromSearchQuery }) => fromSearchQuery),
    issues: all(({ fromIssue }) => fromIssue),
    alerts: all(({ fromAlert }) => fromAlert),
    sli_alerts: all(({ fromSliAlert }) => fromSliAlert),
  });
}

function runView(run: RunRequest) {
  return compact({
    id: run.id,
    slxName: run.slxName ?? run.slxShortName,
    passedTitles: titlesOf(run, run.passedTitles).join(' || '),
    failedTitles: titlesOf(run, run.failedTitles).join(' || '),
    skippedTitles: titlesOf(run, run.skippedTitles).join(' || '),
    requestTime: run.requestTime,
    responseTime: run.responseTime,
    errors: run.errors,
    issues: (run.issues ?? []).map(issueView),
  });
}

/** An issue that a run reported, under the platform's names. */
export function issueView(issue: RunIssue) {
  return compact({
    issueId: issue.issueId,
    severity: issue.severity,
    title: issue.title ?? issue.taskTitle,
    details: shorten(issue.details, DETAILS_LENGTH),
    nextSteps: shorten(issue.nextSteps, DETAILS_LENGTH),
    observedAt: issue.observedAt,
  });
}
