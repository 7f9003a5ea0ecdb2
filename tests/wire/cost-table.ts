import { execFileSync } from 'node:child_process';

/** What one tool costs, in bytes. */
export interface Cost {
  name: string;
  bytes: number;
}

/** The bytes of a value as compact JSON. */
export const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** The message of a bound that is passed: who decides, what changed since the last commit, and the dear tools first. */
export function costTable(
  about: string,
  decides: string,
  costs: readonly Cost[],
  cost: (tool: object) => number,
): string {
  const rows = costs
    .toSorted((one, other) => other.bytes - one.bytes)
    .map(({ name, bytes }) => `${String(bytes).padStart(6)} ${since(name, bytes, cost)}  ${name}`);
  return [
    about,
    `${decides} decides: say less where it is not missed, or decide there that more is worth it.`,
    ...rows,
  ].join('\n');
}

/** By how much a tool grew or shrank since the commit before the one that is checked out; blank where it did not. */
function since(name: string, bytes: number, cost: (tool: object) => number): string {
  const before = committed(`tests/wire/tools/${name}.json`);
  const change = before === undefined ? '  new' : signed(bytes - cost(JSON.parse(before)));
  return change.padStart(6);
}

const signed = (change: number) => (change === 0 ? '' : `${change > 0 ? '+' : ''}${change}`);

function committed(path: string): string | undefined {
  try {
    return execFileSync('git', ['show', `HEAD^:${path}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
