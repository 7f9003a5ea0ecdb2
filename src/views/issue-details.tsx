import { Asked, Facts, Say } from './elements.tsx';
import { type Host, plainName, shortName } from './host.ts';
import { ago } from './moments.ts';
import type { AnswerOf } from './reading-tools.ts';

type Details = AnswerOf<'get_issue_details'>;

/** What a list tells of an issue; it must do where a host lets views call nothing. */
export interface KnownIssue {
  id: number;
  slxName?: string | null | undefined;
  nextSteps?: string | null | undefined;
  openOccurrenceCount?: number | null | undefined;
}

/** One issue in full, read when it is opened, and what may be asked about it. */
export function IssueDetails({
  issue,
  workspace,
  host,
}: {
  issue: KnownIssue;
  workspace: { workspace_name?: string };
  host: Host;
}) {
  const id = plainName(issue.id);
  const slx = plainName(shortName(issue.slxName));
  return (
    <>
      {host.can.call ? (
        <Asked ask={() => host.call('get_issue_details', { issue_id: issue.id, ...workspace })}>
          {(details: Details) => <Whole details={details} host={host} />}
        </Asked>
      ) : (
        <Steps text={issue.nextSteps} />
      )}
      <div class="row">
        <Say host={host} text={id && `Find out why issue ${id} is open.`} name={`Investigate issue ${id}`}>
          Investigate
        </Say>
        <Say
          host={host}
          text={slx && `Run the check ${slx} again.`}
          name={`Run the check of issue ${id} again`}
        >
          Run again
        </Say>
        <Say host={host} text={id && `Close issue ${id}.`} name={`Close issue ${id}`}>
          Close
        </Say>
      </div>
    </>
  );
}

function Whole({ details, host }: { details: Details; host: Host }) {
  const before = details.seen_before?.[0];
  return (
    <>
      {details.details && <p class="text">{details.details}</p>}
      <Steps text={details.nextSteps} />
      <Facts
        facts={{
          'Watched by': shortName(details.slxName),
          Task: details.taskTitle,
          Seen:
            details.totalOccurrenceCount &&
            `${details.totalOccurrenceCount} times, last ${ago(details.latestOccurrenceAt, host)}`,
          Before: before && `issue ${before.id}, closed ${ago(before.closed, host) ?? ''}`,
          Articles: details.articles?.map(({ title }) => title).join(', '),
        }}
      />
    </>
  );
}

function Steps({ text }: { text: string | null | undefined }) {
  if (!text) return null;
  return (
    <>
      <h3>Next steps</h3>
      <p class="text">{text}</p>
    </>
  );
}
