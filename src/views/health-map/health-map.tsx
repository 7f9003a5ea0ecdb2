import { useEffect, useMemo, useState } from 'preact/hooks';
import { Badge, Failure, Foot, Opening, Severity, useFirst } from '../elements.tsx';
import { type Host, sameWorkspace } from '../host.ts';
import { type OpenIssues, readOpenIssues } from '../open-issues.ts';
import type { AnswerOf } from '../reading-tools.ts';
import type { ViewProps } from '../show-view.tsx';
import { SliLine } from '../sli-line.tsx';
import { SlxDetails } from '../slx-details.tsx';
import { type Group, groupSlxs, matches, type Tile } from './group-slxs.ts';

const FIRST_GROUPS = 6;
const FIRST_TILES = 8;

type Slxs = AnswerOf<'get_workspace_slxs'>;
interface Place {
  host: Host;
  workspace: { workspace_name?: string };
}

/** Health checks by where their resources are, with their open issues; in full screen all of them, with a search. */
export function HealthMap({ result, args, host }: ViewProps<Slxs>) {
  const workspace = sameWorkspace(args);
  const [open, setOpen] = useState<OpenIssues | Error>();
  const [sought, setSought] = useState('');
  useEffect(() => {
    if (host.can.call) readOpenIssues(host, workspace).then(setOpen, setOpen);
  }, []);
  const slxs = result.results ?? [];
  const known = open instanceof Error ? undefined : open;
  const groups = useMemo(() => groupSlxs(slxs, known), [slxs, known]);
  const shown = sought
    ? groups
        .map((group) => ({ ...group, tiles: group.tiles.filter((tile) => matches(tile, sought)) }))
        .filter(({ tiles }) => tiles.length > 0)
    : groups;
  const [first, more] = useFirst(shown, FIRST_GROUPS, host);
  const count = result.count ?? slxs.length;
  const found = shown.reduce((sum, { tiles }) => sum + tiles.length, 0);
  const bad = groups.flatMap(({ tiles }) => tiles).filter(({ issues }) => issues && issues.length > 0).length;
  return (
    <>
      <header>
        <h1>{count === 1 ? '1 SLX' : `${count} SLXs`}</h1>
        <p class="muted" role="status">
          {known && `${bad} with open issues${known.isWhole ? '' : ' among the issues that were read'}`}
          {!known && host.can.call && !open && 'Reading the open issues…'}
          {!host.can.call && 'Open issues are not shown: this host lets views call no tool.'}
        </p>
        {open instanceof Error && <Failure error={open} />}
      </header>
      {host.isFullscreen && (
        <>
          <input
            type="search"
            aria-label="Search SLXs"
            placeholder="Search"
            onInput={(event) => setSought(event.currentTarget.value)}
          />
          {sought && <p class="muted">{found} found</p>}
        </>
      )}
      {host.isFullscreen
        ? shown.map((group) => <Tiles key={group.path} group={group} host={host} workspace={workspace} />)
        : first.length > 0 && (
            <ul class="list">
              {first.map((group) => (
                <li key={group.path}>
                  <Opening title={<GroupTitle group={group} />}>
                    {() => <Rows tiles={group.tiles} host={host} workspace={workspace} />}
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

function GroupTitle({ group: { path, tiles, worst } }: { group: Group }) {
  const bad = tiles.filter(({ issues }) => issues && issues.length > 0).length;
  return (
    <>
      {worst < 5 && <Severity of={worst} />} <span class="title">{path}</span>{' '}
      <span class="muted">
        {tiles.length} {tiles.length === 1 ? 'check' : 'checks'}
        {bad > 0 && `, ${bad} with issues`}
      </span>
    </>
  );
}

function Rows({ tiles, host, workspace }: { tiles: Tile[] } & Place) {
  const [first, more] = useFirst(tiles, FIRST_TILES, host);
  return (
    <>
      <ul class="list">
        {first.map((tile) => (
          <li key={tile.name}>
            <Opening
              title={
                <>
                  <State tile={tile} /> {tile.slx.alias ?? tile.name}
                </>
              }
            >
              {() => <Details tile={tile} host={host} workspace={workspace} />}
            </Opening>
          </li>
        ))}
      </ul>
      <div>{more}</div>
    </>
  );
}

/** One small square an SLX, with the worst severity in it; the chosen one opens below. */
function Tiles({ group, host, workspace }: { group: Group } & Place) {
  const [chosen, setChosen] = useState<string>();
  const tile = group.tiles.find(({ name }) => name === chosen);
  return (
    <section class="stack" aria-label={group.path}>
      <h2>
        <GroupTitle group={group} />
      </h2>
      <div class="tiles">
        {group.tiles.map(({ name, slx, worst, issues }) => (
          <button
            key={name}
            type="button"
            class={`tile s${issues ? worst : 0}`}
            title={slx.alias ?? name}
            aria-label={`${slx.alias ?? name}: ${saysOf(issues, worst)}`}
            aria-pressed={name === chosen}
            onClick={() => setChosen(name === chosen ? undefined : name)}
          >
            {!issues ? '?' : worst < 5 ? worst : '·'}
          </button>
        ))}
      </div>
      {tile && (
        <div class="opened">
          <h3>{tile.slx.alias ?? tile.name}</h3>
          <Details key={tile.name} tile={tile} host={host} workspace={workspace} />
        </div>
      )}
    </section>
  );
}

const saysOf = (issues: Tile['issues'], worst: number) =>
  issues
    ? issues.length > 0
      ? `${issues.length} open, worst severity ${worst}`
      : 'no open issue'
    : 'issues not known';

function State({ tile: { issues, worst } }: { tile: Tile }) {
  if (!issues) return <Badge tone="">?</Badge>;
  return worst < 5 ? <Severity of={worst} /> : <Badge tone="good">No issue</Badge>;
}

function Details({ tile: { slx, issues }, host, workspace }: { tile: Tile } & Place) {
  return (
    <>
      {issues?.map(({ id, severity, title }) => (
        <p key={id}>
          <Severity of={severity} /> {title}
        </p>
      ))}
      <SlxDetails slx={slx} workspace={workspace} host={host} Line={SliLine} />
    </>
  );
}
