import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Host, ToolFailure } from './host.ts';
import { keepFocus } from './keep-focus.ts';

export function Waiting({ what }: { what: string }) {
  return (
    <p class="waiting" role="status">
      <span class="pulse" aria-hidden="true" /> {what}…
    </p>
  );
}

export function Failure({ error }: { error: Error }) {
  const { hint, findings = [] } = error instanceof ToolFailure ? error : {};
  return (
    <div class="failure" role="alert">
      <p>
        <strong>{error.message}</strong>
      </p>
      <Notes notes={findings} />
      {hint && <p>{hint}</p>}
    </div>
  );
}

/** The end of a view: what the answer leaves out, and what can be done with it. */
export function Foot({
  host,
  note,
  children,
}: {
  host: Host;
  note?: string | undefined;
  children?: ComponentChildren;
}) {
  return (
    <>
      {note && <p class="muted">{note}</p>}
      <div class="row">
        {children}
        <FullScreen host={host} />
      </div>
    </>
  );
}

/** A word on a ground of its own, so that it can be read on any theme; the word says it, not the colour. */
export function Badge({ tone, children }: { tone: string; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>;
}

const SEVERITIES: Record<string, string> = { 1: 'critical', 2: 'large', 3: 'medium', 4: 'small' };

/** Severity 1 is the worst; what is no severity is shown as it is. */
export function Severity({ of }: { of: number | string | null | undefined }) {
  const text = String(of ?? '?');
  return <Badge tone={SEVERITIES[text] ?? 'small'}>SEV {text.slice(0, 3)}</Badge>;
}

/** A button whose work may fail; it says so beside itself, and is busy meanwhile. */
export function Action({
  run,
  children,
  name,
  quiet,
}: {
  run: () => Promise<unknown> | unknown;
  children: ComponentChildren;
  /** What screen readers say, where several buttons look the same. */
  name?: string | undefined;
  quiet?: boolean;
}) {
  const [state, setState] = useState<{ busy?: boolean; error?: Error }>({});
  const press = async (button: HTMLElement) => {
    if (state.busy) return;
    const done = keepFocus(button);
    setState({ busy: true });
    try {
      await run();
      setState({});
    } catch (error) {
      setState({ error: error as Error });
    }
    done();
  };
  return (
    <>
      <button
        type="button"
        class={quiet ? 'quiet' : ''}
        aria-label={name}
        aria-busy={state.busy}
        onClick={({ currentTarget }) => press(currentTarget)}
      >
        {children}
      </button>
      {state.error && (
        <span role="alert" class="refused">
          {state.error.message}
        </span>
      )}
    </>
  );
}

interface SayProps {
  host: Host;
  text: string | undefined;
  /** What screen readers say, where several buttons look the same. */
  name?: string | undefined;
  children: ComponentChildren;
}

/** Puts a message into the conversation; absent where the host takes none. What follows is the host's to approve. */
export function Say({ host, text, name, children }: SayProps) {
  const [said, setSaid] = useState(false);
  if (!host.can.say || text === undefined) return null;
  if (said) return <span role="status">Asked in the conversation.</span>;
  return (
    <Action
      name={name}
      run={async () => {
        await host.say(text);
        setSaid(true);
      }}
    >
      {children}
    </Action>
  );
}

/** Shows the first few of a list, and the others when asked; in full screen all at once. */
export function useFirst<Item>(
  items: readonly Item[],
  few: number,
  host: Host,
  what = '',
): [Item[], ComponentChildren] {
  const [all, setAll] = useState(false);
  if (all || host.isFullscreen || items.length <= few) return [[...items], null];
  const expand = async () => {
    if (host.can.expand) await host.expand();
    setAll(true);
  };
  const more = (
    <Action run={expand} quiet>
      {items.length - few} more{what && ` ${what}`}
    </Action>
  );
  return [items.slice(0, few), more];
}

/** Something that opens in place. */
export function Opening({
  title,
  children,
  open: initially = false,
}: {
  title: ComponentChildren;
  children: () => ComponentChildren;
  open?: boolean;
}) {
  const [open, setOpen] = useState(initially);
  return (
    <div class="opening">
      <button type="button" class="opener" aria-expanded={open} onClick={() => setOpen(!open)}>
        {title}
      </button>
      {open && <div class="opened">{children()}</div>}
    </div>
  );
}

export function Notes({ notes }: { notes: readonly string[] | undefined }) {
  if (!notes || notes.length === 0) return null;
  return (
    <ul class="notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}

/** Asks for something when it is first drawn, and draws what came; the host's or the tool's own words where nothing did. */
export function Asked<Value>({
  ask,
  children,
}: {
  ask: () => Promise<Value>;
  children: (value: Value) => ComponentChildren;
}) {
  const [state, setState] = useState<{ value?: Value; error?: Error; isThere: boolean }>({ isThere: false });
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (value) => isWanted && setState({ value, isThere: true }),
      (error) => isWanted && setState({ error, isThere: false }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  if (state.error) return <Failure error={state.error} />;
  if (!state.isThere) return <Waiting what="Reading" />;
  return <>{children(state.value as Value)}</>;
}

export function Facts({ facts }: { facts: Record<string, ComponentChildren> }) {
  const said = Object.entries(facts).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (said.length === 0) return null;
  return (
    <dl class="facts">
      {said.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function FullScreen({ host }: { host: Host }) {
  if (!host.can.expand) return null;
  return (
    <Action run={host.expand} quiet>
      Full screen
    </Action>
  );
}
