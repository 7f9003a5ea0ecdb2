import { type ComponentType, render } from 'preact';
import { useState } from 'preact/hooks';
import { type Bridge, connect, type HostListener, type ToolAnswer } from './bridge.ts';
import { Failure, Waiting } from './elements.tsx';
import { type Host, hostOf, resultOf, ToolFailure } from './host.ts';
import { reportHeight } from './report-height.ts';
import { applyContext } from './theme.ts';

/** What a view is given once there is something to draw. */
export interface ViewProps<Result> {
  result: Result;
  /** The arguments of the call; empty where the host did not tell them. */
  args: Record<string, unknown>;
  host: Host;
}

type State<Result> =
  | { is: 'waiting' }
  | { is: 'cancelled' }
  | { is: 'failed'; error: Error }
  | { is: 'drawn'; result: Result };

interface ViewPlan<Result> {
  /** For the host's log. */
  name: string;
  /** What is waited for: `Running the script`. */
  waiting: string;
  View: ComponentType<ViewProps<Result>>;
}

/** Draws a view into the page: waiting, what the tool answered, its error, or that it was cancelled. */
export function showView<Result>(plan: ViewPlan<Result>): void {
  const root = document.getElementById('view')!;
  let state: State<Result> = { is: 'waiting' };
  let args: Record<string, unknown> = {};
  let bridge: Bridge | undefined;
  const draw = () => render(<Page plan={plan} state={state} args={args} bridge={bridge} />, root);
  const listener: HostListener = {
    input: (given) => {
      args = given;
      draw();
    },
    result: (answer) => {
      state = stateOf(answer);
      draw();
    },
    cancelled: () => {
      if (state.is === 'waiting') state = { is: 'cancelled' };
      draw();
    },
    context: (context) => {
      applyContext(context);
      draw();
    },
    teardown: () => render(null, root),
  };
  draw();
  ignoreNavigation(() => bridge);
  connect({ name: `runwhen-${plan.name}`, version: '1' }, listener).then(
    (connected) => {
      bridge = connected;
      draw();
      reportHeight(connected);
    },
    (error) => {
      state = { is: 'failed', error };
      draw();
    },
  );
}

function stateOf<Result>(answer: ToolAnswer): State<Result> {
  try {
    return { is: 'drawn', result: resultOf(answer) as Result };
  } catch (error) {
    return { is: 'failed', error: error as Error };
  }
}

interface PageProps<Result> {
  plan: ViewPlan<Result>;
  state: State<Result>;
  args: Record<string, unknown>;
  bridge: Bridge | undefined;
}

function Page<Result>({ plan: { View, waiting }, state, args, bridge }: PageProps<Result>) {
  if (state.is === 'cancelled') return <p role="status">The call was cancelled.</p>;
  if (state.is === 'failed') return <Failure error={state.error} />;
  if (state.is === 'waiting' || !bridge) return <Waiting what={waiting} />;
  return <Guarded View={View} result={state.result} args={args} bridge={bridge} />;
}

/** An answer of a shape that the view does not know is said, and does not leave an empty frame. */
function Guarded<Result>({
  View,
  result,
  args,
  bridge,
}: Omit<PageProps<Result>, 'plan' | 'state'> & {
  View: ComponentType<ViewProps<Result>>;
  result: Result;
  bridge: Bridge;
}) {
  const [, setMode] = useState(0);
  const host = hostOf(bridge);
  const expand = async () => {
    await host.expand();
    setMode((count) => count + 1);
  };
  if (typeof result !== 'object' || result === null) {
    return <Failure error={new ToolFailure('The answer is not in a form that this view knows.')} />;
  }
  return <View result={result} args={args} host={{ ...host, expand }} />;
}

/** A frame that follows a link loses the view: links go through the host, `https:` only. */
function ignoreNavigation(bridge: () => Bridge | undefined): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a[href]');
    if (!link) return;
    event.preventDefault();
    const url = link.getAttribute('href') ?? '';
    const connected = bridge();
    if (!url.startsWith('https://') || !connected?.capabilities.openLinks) return;
    hostOf(connected)
      .open(url)
      .catch(() => link.setAttribute('data-refused', url));
  });
}
