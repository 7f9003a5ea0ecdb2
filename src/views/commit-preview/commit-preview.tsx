import type { ResultOf } from '../../tool-kit/define-tool.ts';
import type { commitSlx } from '../../tools/slxs/commit-slx.ts';
import { Asked, Badge, Facts, Foot, Notes, Opening, Say } from '../elements.tsx';
import { type Host, plainName, sameWorkspace, shortName, ToolFailure } from '../host.ts';
import { moment } from '../moments.ts';
import type { AnswerOf } from '../reading-tools.ts';
import type { ViewProps } from '../show-view.tsx';
import { ScriptDifference } from './script-difference.tsx';

type Commit = ResultOf<typeof commitSlx>;
type Payloads = Extract<Commit, { payloads: unknown }>['payloads'];
type Runbook = AnswerOf<'get_slx_runbook'>;

/** What is there under the name of the SLX; undefined where there is none. */
interface Stored {
  runbook: Runbook | undefined;
  slx: AnswerOf<'get_workspace_slxs'>['results'][number] | undefined;
}

/** What a commit saves, beside what is there now, and what was found. */
export function CommitPreview({ result, args, host }: ViewProps<Commit>) {
  const payloads: Payloads | undefined = 'payloads' in result ? result.payloads : undefined;
  const name = result.slx_name ?? '';
  const slx = plainName(name);
  return (
    <>
      <header>
        <div class="row">
          <Status status={result.status} />
          <h1>{payloads?.slx.alias ?? name}</h1>
        </div>
        <p class="muted">{[name, result.committed_types, result.location].filter(Boolean).join(' · ')}</p>
      </header>
      {payloads && host.can.call && (
        <Asked ask={() => readStored(name, sameWorkspace(args), host)}>
          {(stored: Stored) => <Beside payloads={payloads} stored={stored} host={host} />}
        </Asked>
      )}
      {payloads && !host.can.call && (
        <>
          <p class="muted">What is there now is not shown: this host lets views call no tool.</p>
          <Beside payloads={payloads} stored={undefined} host={host} />
        </>
      )}
      <Findings result={result} host={host} />
      <Foot host={host}>
        {payloads && (
          <Say host={host} text={slx && `Commit the SLX ${slx} as it was shown.`}>
            Commit
          </Say>
        )}
      </Foot>
    </>
  );
}

function Status({ status }: { status: string | undefined }) {
  if (status === 'committed') return <Badge tone="good">Saved</Badge>;
  if (status === 'dry_run') return <Badge tone="info">Not saved yet</Badge>;
  return <Badge tone="">{(status ?? 'unknown').replaceAll('_', ' ')}</Badge>;
}

async function readStored(slx: string, workspace: { workspace_name?: string }, host: Host): Promise<Stored> {
  const [runbook, slxs] = await Promise.all([
    host.call('get_slx_runbook', { slx_name: slx, ...workspace }).catch((error) => {
      // There is no runbook, as for an SLX that is new: the list tells which.
      if (error instanceof ToolFailure) return undefined;
      throw error;
    }),
    host.call('get_workspace_slxs', { search: slx, ...workspace }),
  ]);
  return { runbook, slx: slxs.results.find((row) => row.shortName === slx || shortName(row.name) === slx) };
}

function Beside({ payloads, stored, host }: { payloads: Payloads; stored: Stored | undefined; host: Host }) {
  const { slx, runbook, sli } = payloads;
  const isNew = stored !== undefined && !stored.slx;
  const tags = (slx.tags ?? []).map(({ name, value }) => `${name}:${value}`);
  const [come, gone] = [without(tags, stored?.slx?.tags ?? []), without(stored?.slx?.tags ?? [], tags)];
  return (
    <>
      {stored && (
        <p>{isNew ? 'Nothing is there under this name: it is new.' : 'It replaces the SLX of this name.'}</p>
      )}
      <Facts
        facts={{
          ...(isNew || !stored ? {} : { Alias: changed(stored.slx?.alias, slx.alias) }),
          'SLI runs every': sli?.intervalSeconds && `${sli.intervalSeconds} s`,
        }}
      />
      {runbook && (
        <ScriptDifference
          name="Task script"
          before={stored?.runbook?.script}
          after={scriptOf(runbook.configProvided)}
          host={host}
        />
      )}
      {sli && scriptOf(sli.configProvided) !== '' && (
        <Opening title="SLI script">
          {() => (
            <ScriptDifference
              name="SLI script"
              before={undefined}
              after={scriptOf(sli.configProvided)}
              host={host}
            />
          )}
        </Opening>
      )}
      {runbook && (
        <Opening title="Tags, secrets and variables">
          {() => (
            <Facts
              facts={Object.fromEntries([
                ...(isNew || !stored
                  ? [['Tags', tags.join(', ')]]
                  : [
                      ['Tags that come', come.join(', ')],
                      ['Tags that go', gone.join(', ')],
                    ]),
                ...(runbook.secretsProvided ?? []).map(({ name, workspaceKey }) => [
                  name,
                  `secret ${workspaceKey}`,
                ]),
                ...(runbook.runtimeVarsProvided ?? []).map((variable) => [
                  variable.name,
                  `${variable.default} (may differ by run)`,
                ]),
                ...Object.entries(variablesOf(runbook.configProvided)),
              ])}
            />
          )}
        </Opening>
      )}
    </>
  );
}

function Findings({ result, host }: { result: Commit; host: Host }) {
  const notes = [
    ...(result.auto_fixes_applied ?? []),
    ...(result.size_warnings ?? []),
    ...(result.secret_resolution_notes ?? []),
    ...(result.notes ?? []),
  ];
  const runs = (result.next_runs ?? []).map((time) => moment(time, host) ?? time);
  return (
    <>
      <Facts facts={{ 'Next run': runs[0] }} />
      {notes.length > 0 && (
        <Opening title={`Notes (${notes.length})`}>{() => <Notes notes={notes} />}</Opening>
      )}
    </>
  );
}

const without = (some: readonly string[], others: readonly string[]) =>
  some.filter((one) => !others.includes(one));
const changed = (before: string | null | undefined, after: string | undefined) =>
  before && after && before !== after ? `${before} → ${after}` : undefined;

type Config = { name: string; value: string }[] | undefined;

/** The script of a payload; the platform takes it in Base64. */
function scriptOf(config: Config): string {
  const encoded = config?.find(({ name }) => name === 'GEN_CMD')?.value;
  if (!encoded) return '';
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0)));
  } catch {
    return encoded;
  }
}

function variablesOf(config: Config): Record<string, string> {
  try {
    return JSON.parse(config?.find(({ name }) => name === 'CONFIG_ENV_MAP')?.value ?? '{}');
  } catch {
    return {};
  }
}
