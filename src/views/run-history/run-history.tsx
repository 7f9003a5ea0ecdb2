import { Badge, Facts, Foot, Opening, Say, Severity, useFirst } from '../elements.tsx';
import { type Host, plainName, shortName } from '../host.ts';
import { ago, moment } from '../moments.ts';
import { outcomeOf } from '../outcomes.ts';
import type { AnswerOf } from '../reading-tools.ts';
import type { ViewProps } from '../show-view.tsx';
import { type Session, sessionsOf, starterOf, type Track, tracksOf } from './history-facts.ts';

const FIRST_TRACKS = 4;
const FIRST_SESSIONS = 3;
const SIGNS: Record<string, string> = { healthy: '✓', metric: '✓', issues: '!', running: '…', unknown: '?' };

/** Runs on a time line by check, and the sessions with who or what started them. */
export function RunHistory({ result, host }: ViewProps<AnswerOf<'get_run_sessions'>>) {
  const sessions = sessionsOf(result);
  const tracks = tracksOf(sessions);
  const [firstTracks, moreTracks] = useFirst(tracks, FIRST_TRACKS, host, 'checks');
  const [firstSessions, moreSessions] = useFirst(sessions, FIRST_SESSIONS, host, 'sessions');
  const count = ('results' in result ? result.count : undefined) ?? sessions.length;
  return (
    <>
      <header>
        <h1>
          {count || 'No'} run {count === 1 ? 'session' : 'sessions'}
        </h1>
      </header>
      {tracks.length > 0 && <TimeLine tracks={firstTracks} host={host} />}
      {firstSessions.length > 0 && (
        <ul class="list">
          {firstSessions.map((session) => (
            <li key={session.id}>
              <Opening title={<SessionTitle session={session} host={host} />}>
                {() => <SessionDetails session={session} host={host} />}
              </Opening>
            </li>
          ))}
        </ul>
      )}
      <Foot host={host}>
        {moreSessions}
        {moreTracks}
      </Foot>
    </>
  );
}

/** The picture is for eyes only: the list below has what it shows in words. */
function TimeLine({ tracks, host }: { tracks: Track[]; host: Host }) {
  const times = tracks.flatMap(({ runs }) => runs.map(({ at }) => at));
  const [from, to] = [
    times.reduce((one, at) => Math.min(one, at)),
    times.reduce((one, at) => Math.max(one, at)),
  ];
  const place = (at: number) => (to === from ? 50 : 3 + (94 * (at - from)) / (to - from));
  return (
    <div class="timeline" aria-hidden="true">
      {tracks.map(({ slx, runs }) => (
        <div key={slx} class="track">
          <span>{slx}</span>
          <span class="rail">
            {runs.map(({ at, outcome, session }) => (
              <span
                key={`${session.id}-${at}`}
                class={`badge dot ${outcomeOf(outcome).tone}`}
                style={{ left: `${place(at)}%` }}
                title={`${outcomeOf(outcome).says}, ${moment(at, host)}`}
              >
                {SIGNS[outcome] ?? '×'}
              </span>
            ))}
          </span>
        </div>
      ))}
      <div class="track muted">
        <span />
        <span class="ends">
          <span>{ago(new Date(from).toISOString(), host)}</span>
          <span>{ago(new Date(to).toISOString(), host)}</span>
        </span>
      </div>
    </div>
  );
}

function SessionTitle({ session, host }: { session: Session; host: Host }) {
  const runs = session.runRequests ?? [];
  const outcomes = [...new Set(runs.map(({ outcome }) => outcome ?? 'unknown'))];
  return (
    <>
      {outcomes.map((outcome) => (
        <Badge key={outcome} tone={outcomeOf(outcome).tone}>
          {outcomeOf(outcome).says}
        </Badge>
      ))}{' '}
      <span class="title">{ago(session.created, host)}</span>{' '}
      <span class="muted below">
        {session.id} · {starterOf(session)} · {runs.length} {runs.length === 1 ? 'run' : 'runs'}
      </span>
    </>
  );
}

function SessionDetails({ session, host }: { session: Session; host: Host }) {
  return (
    <>
      <Facts facts={{ Session: session.id, Started: moment(session.created, host), State: session.state }} />
      {(session.runRequests ?? []).map((run) => {
        const slx = plainName(shortName(run.slxName));
        return (
          <div key={run.id} class="stack">
            <p>
              <strong>{shortName(run.slxName)}</strong>: {run.outcome_reason ?? 'no outcome is known'}
            </p>
            {(run.issues ?? []).map((issue, at) => (
              <p key={at}>
                <Severity of={issue.severity} /> {issue.title}
              </p>
            ))}
            <div>
              <Say
                host={host}
                text={slx && `Run the check ${slx} again.`}
                name={`Run ${slx} of session ${session.id} again`}
              >
                Run again
              </Say>
            </div>
          </div>
        );
      })}
    </>
  );
}
