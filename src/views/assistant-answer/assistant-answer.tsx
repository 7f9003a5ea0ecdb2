import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ResultOf } from '../../tool-kit/define-tool.ts';
import type { workspaceChat } from '../../tools/chat/workspace-chat.ts';
import { Action, Asked, Foot, Notes, Opening, Severity, useFirst } from '../elements.tsx';
import { type Host, sameWorkspace } from '../host.ts';
import { IssueDetails } from '../issue-details.tsx';
import type { ViewProps } from '../show-view.tsx';
import { SlxDetails } from '../slx-details.tsx';
import { type Named, readNamed } from './named-things.ts';
import { safeHtml } from './safe-html.ts';

const FIRST_NAMED = 2;
/** Pixels of the answer that are shown beside the conversation. */
const FIRST_HEIGHT = 190;

type Answer = ResultOf<typeof workspaceChat>;

/** The assistant's answer, and the issues and checks that it names. */
export function AssistantAnswer({ result, args, host }: ViewProps<Answer>) {
  const { notes, next } = result;
  const { message = '', chatUrl = undefined, error = undefined } = 'message' in result ? result : {};
  const workspace = sameWorkspace(args);
  return (
    <>
      <h1>{typeof args.message === 'string' ? args.message.slice(0, 120) : 'Answer'}</h1>
      {error && (
        <p role="alert">
          <strong>{error}</strong>
        </p>
      )}
      {message === '' ? (
        <p>{next ? 'Nothing has arrived yet.' : 'The assistant said nothing.'}</p>
      ) : (
        <Markdown text={message} host={host} />
      )}
      {next && message !== '' && <p class="muted">The answer broke off.</p>}
      {host.can.call && message !== '' && (
        <Asked ask={() => readNamed(message, host, workspace)}>
          {(named: Named) => <NamedThings named={named} host={host} workspace={workspace} />}
        </Asked>
      )}
      <Notes notes={notes} />
      <Foot host={host}>
        {chatUrl?.startsWith('https://') && host.can.open && (
          <Action run={() => host.open(chatUrl)}>Open the chat in RunWhen</Action>
        )}
      </Foot>
    </>
  );
}

/** The beginning at first; what does not fit is taken out of the page rather than hidden under an edge. */
function Markdown({ text, host }: { text: string; host: Host }) {
  const place = useRef<HTMLDivElement>(null);
  const [all, setAll] = useState(false);
  const [isCut, setCut] = useState(false);
  const whole = all || host.isFullscreen;
  useLayoutEffect(() => {
    const box = place.current!;
    let width = -1;
    const fit = () => {
      if (box.clientWidth === width) return;
      width = box.clientWidth;
      box.replaceChildren(safeHtml(text));
      setCut(whole ? false : cutBelow(box, FIRST_HEIGHT));
    };
    fit();
    const resized = new ResizeObserver(fit);
    resized.observe(box);
    return () => resized.disconnect();
  }, [text, whole]);
  return (
    <>
      <div ref={place} class="markdown" />
      {isCut && (
        <div>
          <Action run={() => setAll(true)} quiet>
            The whole answer
          </Action>
        </div>
      )}
    </>
  );
}

/** Removes blocks and rows that end below so many pixels; the first block stays. True where something went. */
function cutBelow(box: HTMLElement, most: number): boolean {
  const end = box.getBoundingClientRect().top + most;
  const parts = [...box.children].flatMap((block) =>
    block.matches('table, ul, ol') ? [...block.querySelectorAll(':scope > li, tbody tr')] : [block],
  );
  const below = parts.filter((part, at) => at > 0 && part.getBoundingClientRect().bottom > end);
  for (const part of below) part.remove();
  for (const empty of box.querySelectorAll('ul:empty, ol:empty, table:not(:has(td))')) empty.remove();
  return below.length > 0;
}

interface NamedProps {
  named: Named;
  host: Host;
  workspace: { workspace_name?: string };
}

function NamedThings({ named: { issues, slxs }, host, workspace }: NamedProps) {
  const things = [
    ...issues.map((issue) => ({ key: `issue ${issue.id}`, issue, slx: undefined })),
    ...slxs.map((slx) => ({ key: slx.name, issue: undefined, slx })),
  ];
  const [first, more] = useFirst(things, FIRST_NAMED, host, 'that it names');
  if (things.length === 0) return null;
  return (
    <section class="stack" aria-label="Named in the answer">
      <ul class="list">
        {first.map(({ key, issue, slx }) => (
          <li key={key}>
            {issue ? (
              <Opening
                title={
                  <span class="clamped">
                    <Severity of={issue.severity} /> {issue.title}
                  </span>
                }
              >
                {() => <IssueDetails issue={issue} workspace={workspace} host={host} />}
              </Opening>
            ) : (
              <Opening title={slx?.alias ?? slx?.name}>
                {() => slx && <SlxDetails slx={slx} workspace={workspace} host={host} />}
              </Opening>
            )}
          </li>
        ))}
      </ul>
      {more && <div>{more}</div>}
    </section>
  );
}
