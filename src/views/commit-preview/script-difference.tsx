import { useState } from 'preact/hooks';
import { Action } from '../elements.tsx';
import type { Host } from '../host.ts';
import { type DifferenceLine, lineDifference } from './line-difference.ts';

const FIRST_LINES = 4;
const SIGNS = { same: ' ', gone: '−', come: '+', gap: ' ' } as const;

interface ScriptDifferenceProps {
  name: string;
  before: string | undefined;
  after: string;
  host: Host;
}

/** A script beside the one that it replaces; the whole script where it replaces none. */
export function ScriptDifference({ name, before, after, host }: ScriptDifferenceProps) {
  const [all, setAll] = useState(false);
  const lines: DifferenceLine[] =
    before === undefined
      ? after
          .trimEnd()
          .split('\n')
          .map((text) => ({ kind: 'same', text }))
      : lineDifference(before.trimEnd(), after.trimEnd());
  if (lines.length === 0) return <p>{name}: stays as it is.</p>;
  const shown = all || host.isFullscreen ? lines : lines.slice(0, FIRST_LINES);
  const left = lines.length - shown.length;
  return (
    <section class="stack" aria-label={name}>
      <h2>
        {name} {before !== undefined && <span class="muted">{summary(lines)}</span>}
      </h2>
      <pre class={left > 0 ? 'short' : ''}>
        {shown.map(({ kind, text }, at) => (
          <span key={at} class={`line ${kind}`}>
            {before !== undefined && <span class="sign">{SIGNS[kind]} </span>}
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
      {left > 0 && (
        <div>
          <Action run={() => setAll(true)} quiet name={`${left} more lines of ${name}`}>
            {left} more lines
          </Action>
        </div>
      )}
    </section>
  );
}

function summary(lines: DifferenceLine[]): string {
  const count = (wanted: DifferenceLine['kind']) => lines.filter(({ kind }) => kind === wanted).length;
  return `${count('come')} lines come, ${count('gone')} go`;
}
