import type { ComponentType } from 'preact';
import { Asked, Facts, Say } from './elements.tsx';
import { type Host, plainName, ToolFailure } from './host.ts';
import { ago } from './moments.ts';
import type { AnswerOf } from './reading-tools.ts';

export type SlxRow = AnswerOf<'get_workspace_slxs'>['results'][number];
type Runbook = AnswerOf<'get_slx_runbook'>;
type Metrics = AnswerOf<'get_slx_metrics'>;

interface SlxDetailsProps {
  slx: SlxRow;
  workspace: { workspace_name?: string };
  host: Host;
  /** Draws the values of the SLI, where a view has room for it. */
  Line?: ComponentType<LineProps> | undefined;
}

export interface LineProps {
  values: readonly (readonly [at: string, value: number])[];
  host: Host;
}

/** One SLX: what it says, how its task ended last, how its SLI moved; read when it is opened. */
export function SlxDetails({ slx, workspace, host, Line }: SlxDetailsProps) {
  const name = slx.shortName ?? slx.name;
  const plain = plainName(name);
  const given = { slx_name: name, ...workspace };
  return (
    <>
      {slx.statement && <p>{slx.statement}</p>}
      <Facts
        facts={{
          Resource: slx.resourcePath,
          SLI: slx.sli ? undefined : 'none',
          Task: slx.runbook ? undefined : 'none',
        }}
      />
      {host.can.call && (
        <Asked
          ask={() =>
            Promise.all([
              slx.runbook ? host.call('get_slx_runbook', given).catch(asFailure) : undefined,
              slx.sli ? host.call('get_slx_metrics', given).catch(asFailure) : undefined,
            ])
          }
        >
          {([runbook, metrics]: [Runbook | ToolFailure | undefined, Metrics | ToolFailure | undefined]) => (
            <>
              {runbook && <TaskState runbook={runbook} host={host} />}
              {metrics && <SliState metrics={metrics} host={host} Line={Line} />}
            </>
          )}
        </Asked>
      )}
      <div class="row">
        <Say host={host} text={plain && `Run the check ${plain} again.`} name={`Run ${name} again`}>
          Run again
        </Say>
      </div>
    </>
  );
}

/** What one tool cannot tell costs the other nothing; a host that refuses calls is said once for both. */
function asFailure(error: unknown): ToolFailure {
  if (error instanceof ToolFailure) return error;
  throw error;
}

function TaskState({ runbook, host }: { runbook: Runbook | ToolFailure; host: Host }) {
  if (runbook instanceof ToolFailure) return <p class="muted">{runbook.message}</p>;
  const { lastRunCode, lastRunAt } = runbook as { lastRunCode?: unknown; lastRunAt?: unknown };
  const when = ago(typeof lastRunAt === 'string' ? lastRunAt : undefined, host);
  if (!lastRunCode) return <p>The task has not run yet.</p>;
  return (
    <p>
      The platform calls the last run of the task {String(lastRunCode)}
      {when && `, ${when}`}.
    </p>
  );
}

interface SliStateProps extends Pick<SlxDetailsProps, 'host' | 'Line'> {
  metrics: Metrics | ToolFailure;
}

function SliState({ metrics, host, Line }: SliStateProps) {
  if (metrics instanceof ToolFailure) return <p class="muted">{metrics.message}</p>;
  const { sli } = metrics;
  if (!sli?.last) return <p>The SLI has no value that can be read.</p>;
  const { last, lowest, under } = sli;
  return (
    <>
      <p>
        SLI <strong>{last.value}</strong>
        {lowest && `, lowest ${lowest.value} ${ago(lowest.at, host) ?? ''}`}
        {under?.now && under.since && `; under ${under.bound} since ${ago(under.since, host)}`}
      </p>
      {Line && sli.values && sli.values.length > 1 && <Line values={sli.values} host={host} />}
    </>
  );
}
