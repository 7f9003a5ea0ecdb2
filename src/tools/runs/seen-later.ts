import { fullNameOf, shortNameOf } from '../../names/full-name.ts';
import { ISSUES_IN_PAGE, type Issue } from '../../platform/issues.ts';
import type { RunSession } from '../../platform/run-sessions.ts';
import type { ToolContext } from '../../tool-kit/define-tool.ts';
import { orNote } from '../../tool-kit/or-note.ts';

/**
 * Notes on open issues of an SLX that were seen after its latest run session, which then is not the last that is known of
 * it. The published API does not say what saw them.
 */
export async function seenLater(
  workspace: string,
  name: string,
  latest: Promise<RunSession | undefined>,
  { platform, signal }: ToolContext,
): Promise<string[]> {
  const notes: string[] = [];
  const [session, open] = await Promise.all([
    latest,
    orNote(platform.issues.list(workspace, { closed: false, max: ISSUES_IN_PAGE }, { signal }), {
      what: 'Whether its issues were seen since',
      notes,
      signal,
    }),
  ]);
  const slx = shortNameOf(workspace, name);
  const ended = lastMomentOf(session);
  const later = (open?.results ?? []).filter(
    ({ slxName, latestOccurrenceAt }) =>
      (slxName === slx || slxName === fullNameOf(workspace, slx)) &&
      Date.parse(latestOccurrenceAt ?? '') > ended,
  );
  if (later.length === 0) return notes;
  const since = session ? `after its latest run session (${session.id})` : 'though no run session is known';
  return [
    `Of ${slx}, ${later.map(sighting).join(' and ')}, ${since}: outside of run sessions, as by an SLI.`,
    ...notes,
  ];
}

const sighting = ({ id, latestOccurrenceAt }: Issue) => `issue ${id} was seen at ${latestOccurrenceAt}`;

/** When a session started, or its last run answered; the beginning of time where there is none. */
function lastMomentOf(session: RunSession | undefined): number {
  if (!session) return 0;
  const times = [session.created, ...(session.runRequests ?? []).map(({ responseTime }) => responseTime)];
  return Math.max(0, ...times.map((time) => Date.parse(time ?? '') || 0));
}
