import { useState } from 'preact/hooks';
import { Action, Badge, Facts, Foot, Notes, Opening, Say, Severity, useFirst } from '../elements.tsx';
import { type Host, plainName, sameWorkspace } from '../host.ts';
import { duration } from '../moments.ts';
import { outcomeOf } from '../outcomes.ts';
import type { ViewProps } from '../show-view.tsx';
import { TextSearch } from '../text-search.tsx';
import { factsOf, factsOfSession, type RunAnswer, type RunFacts } from './run-facts.ts';
import { crashLines, variablesOf } from './run-input.ts';

const FIRST_ISSUES = 3;

/** A run: what came of it and why, the issues, where it crashed, what it printed, what it was given. */
export function RunView({ result, args, host }: ViewProps<RunAnswer>) {
  const [facts, setFacts] = useState(() => factsOf(result));
  const { says, tone } = outcomeOf(facts.outcome);
  const workspace = sameWorkspace(args);
  const slx = plainName(facts.slx);
  return (
    <>
      <header>
        <div class="row">
          <Badge tone={tone}>{says}</Badge>
          <h1>{facts.slx ?? 'Script run'}</h1>
          {facts.metric !== undefined && <strong>{facts.metric}</strong>}
        </div>
        {facts.reason && <p>{facts.reason}</p>}
        <p class="muted">
          {[facts.seconds === undefined ? '' : duration(facts.seconds), facts.location ?? '']
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      {facts.crash && (
        <CrashPart
          crash={facts.crash}
          isSaid={facts.reason?.includes(facts.crash.exception) ?? false}
          args={args}
        />
      )}
      <Issues facts={facts} host={host} />
      <Texts facts={facts} host={host} />
      <Variables args={args} />
      {facts.notes.length > 0 && <Opening title="Notes">{() => <Notes notes={facts.notes} />}</Opening>}
      <Foot host={host}>
        {facts.outcome === 'running' && host.can.call && (
          <Action run={async () => setFacts(await lookAgain(facts, workspace, host))}>Look again</Action>
        )}
        <Say host={host} text={slx && `Run the check ${slx} again.`}>
          Run again
        </Say>
      </Foot>
    </>
  );
}

async function lookAgain(
  facts: RunFacts,
  workspace: { workspace_name?: string },
  host: Host,
): Promise<RunFacts> {
  if (facts.runId !== undefined) {
    return factsOf(await host.call('get_run_output', { run_id: facts.runId, ...workspace }));
  }
  if (facts.session === undefined) return facts;
  return factsOfSession(
    await host.call('get_run_sessions', { session_id: facts.session, ...workspace }),
    facts,
  );
}

interface CrashProps {
  crash: NonNullable<RunFacts['crash']>;
  /** The reason of the outcome names it already. */
  isSaid: boolean;
  args: Record<string, unknown>;
}

function CrashPart({ crash, isSaid, args }: CrashProps) {
  const lines = crashLines(crash.line, args);
  if (isSaid && lines.length === 0) return null;
  return (
    <section class="stack" aria-label="Where it crashed">
      {!isSaid && (
        <p>
          <strong>{crash.exception}</strong>
          {crash.line !== undefined && <span class="muted"> at line {crash.line}</span>}
        </p>
      )}
      {lines.length > 0 && (
        <pre>
          {lines.map(({ number, text }) => (
            <span key={number} class={number === crash.line ? 'at' : ''}>
              <span class="number">{number} </span>
              {text}
              {'\n'}
            </span>
          ))}
        </pre>
      )}
    </section>
  );
}

function Issues({ facts: { issues }, host }: { facts: RunFacts; host: Host }) {
  const [first, more] = useFirst(issues, FIRST_ISSUES, host);
  if (issues.length === 0) return null;
  return (
    <section class="stack" aria-label="Issues">
      <ul class="list">
        {first.map(({ title, severity, details, nextSteps }, at) => (
          <li key={at}>
            <Opening
              title={
                <>
                  <Severity of={severity} /> <span class="title">{title}</span>
                </>
              }
            >
              {() => (
                <>
                  {details && <p class="text">{details}</p>}
                  {nextSteps && (
                    <>
                      <h3>Next steps</h3>
                      <p class="text">{nextSteps}</p>
                    </>
                  )}
                </>
              )}
            </Opening>
          </li>
        ))}
      </ul>
      {more && <div>{more}</div>}
    </section>
  );
}

function Texts({ facts: { texts, outcome, crash }, host }: { facts: RunFacts; host: Host }) {
  const failed = !['issues', 'healthy', 'metric', 'running'].includes(outcome);
  return (
    <>
      {texts.map(({ name, text }) => (
        <Opening
          key={name}
          open={host.isFullscreen || (failed && !crash && name === 'Error output')}
          title={
            <>
              {name} <span class="muted">{counted(text)}</span>
            </>
          }
        >
          {() => <TextSearch name={name} text={text} host={host} />}
        </Opening>
      ))}
    </>
  );
}

function counted(text: string): string {
  const lines = text.trimEnd().split('\n').length;
  return `${lines} ${lines === 1 ? 'line' : 'lines'}`;
}

function Variables({ args }: { args: Record<string, unknown> }) {
  const variables = variablesOf(args);
  if (variables.length === 0) return null;
  return (
    <Opening
      title={
        <>
          Variables <span class="muted">{variables.length}</span>
        </>
      }
    >
      {() => <Facts facts={Object.fromEntries(variables.map(({ name, value }) => [name, value]))} />}
    </Opening>
  );
}
