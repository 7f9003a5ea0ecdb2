import { useState } from 'preact/hooks';
import { Action } from './elements.tsx';
import type { Host } from './host.ts';

const FIRST_LINES = 8;
const SEARCH_FROM = 12;
/** Lines that are drawn at once; the search reaches all of them. */
const MOST_LINES = 2_000;

/** A long text: its last lines at first, all of it when asked, with a search that keeps the lines that match. */
export function TextSearch({ name, text, host }: { name: string; text: string; host: Host }) {
  const [sought, setSought] = useState('');
  const [all, setAll] = useState(false);
  const lines = text.trimEnd().split('\n');
  const whole = all || host.isFullscreen || sought !== '';
  const found = sought ? lines.filter((line) => line.toLowerCase().includes(sought.toLowerCase())) : lines;
  const shown = whole ? found.slice(-MOST_LINES) : found.slice(-FIRST_LINES);
  const left = found.length - shown.length;
  return (
    <>
      {lines.length >= SEARCH_FROM && (
        <input
          type="search"
          aria-label={`Search in ${name}`}
          placeholder="Search"
          onInput={(event) => setSought(event.currentTarget.value)}
        />
      )}
      {sought && (
        <p class="muted" role="status">
          {found.length} of {lines.length} lines
        </p>
      )}
      {left > 0 && (
        <div>
          {whole ? (
            <span class="muted">The {left} lines before are left out; the search reaches them.</span>
          ) : (
            <Action run={() => setAll(true)} quiet name={`Show all lines of ${name}`}>
              {left} lines before
            </Action>
          )}
        </div>
      )}
      <pre>
        {sought ? shown.map((line, at) => <Marked key={at} line={line} sought={sought} />) : shown.join('\n')}
      </pre>
    </>
  );
}

function Marked({ line, sought }: { line: string; sought: string }) {
  const at = line.toLowerCase().indexOf(sought.toLowerCase());
  return (
    <>
      {line.slice(0, at)}
      <mark>{line.slice(at, at + sought.length)}</mark>
      {line.slice(at + sought.length)}
      {'\n'}
    </>
  );
}
