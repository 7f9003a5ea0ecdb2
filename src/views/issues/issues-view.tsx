import { Foot, Opening, Severity, useFirst } from '../elements.tsx';
import { sameWorkspace, shortName } from '../host.ts';
import { IssueDetails } from '../issue-details.tsx';
import { ago } from '../moments.ts';
import type { AnswerOf } from '../reading-tools.ts';
import type { ViewProps } from '../show-view.tsx';

const FIRST_ISSUES = 4;

type Issues = AnswerOf<'get_workspace_issues'>;

/** Issues, the worst first; one opens to all that is known of it. */
export function IssuesView({ result, args, host }: ViewProps<Issues>) {
  const issues = result.results ?? [];
  const [first, more] = useFirst(issues, FIRST_ISSUES, host);
  const state = typeof args.state === 'string' && args.state !== 'all' ? args.state : '';
  const count = result.count ?? issues.length;
  return (
    <>
      <header>
        <h1>
          {count === 0 ? 'No' : count} {args.state === undefined ? 'open' : state}{' '}
          {count === 1 ? 'issue' : 'issues'}
        </h1>
        <Counts issues={issues} />
      </header>
      {first.length > 0 && (
        <ul class="list">
          {first.map((issue) => (
            <li key={issue.id}>
              <Opening
                title={
                  <>
                    <span class="clamped">
                      <Severity of={issue.severity} /> <span class="title">{issue.title}</span>
                    </span>
                    <span class="muted below">
                      {[shortName(issue.slxName), ago(issue.openSince ?? issue.latestOccurrenceAt, host)]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </>
                }
              >
                {() => <IssueDetails issue={issue} workspace={sameWorkspace(args)} host={host} />}
              </Opening>
            </li>
          ))}
        </ul>
      )}
      <Foot host={host} note={result.note}>
        {more}
      </Foot>
    </>
  );
}

function Counts({ issues }: { issues: Issues['results'] }) {
  const bySeverity = [1, 2, 3, 4]
    .map(
      (severity) => [severity, issues.filter((issue) => Number(issue.severity) === severity).length] as const,
    )
    .filter(([, count]) => count > 0);
  return (
    <p class="row muted">
      {bySeverity.map(([severity, count]) => (
        <span key={severity}>
          <strong>{count}</strong> SEV {severity}
        </span>
      ))}
    </p>
  );
}
