import type { Exchange } from '../../src/sandbox/http/exchange.ts';
import type { Issue, Workspace } from '../../src/sandbox/state/records.ts';
import type { World } from '../../src/sandbox/state/world.ts';

/** What an agent gave back for one task: an object in the task's form. */
export type Answer = Record<string, unknown>;

/** What a task's end is judged by. */
export interface Scene {
  world: World;
  /** Everything that was sent to the platform, with its bodies. */
  exchanges: readonly Exchange[];
  /** Issues that were open, and SLXs that were there, before the agent began; by workspace. */
  before: ReadonlyMap<string, { open: readonly number[]; slxs: readonly string[] }>;
}

/** One task of an evaluation. */
export interface Task {
  id: string;
  /** As a person would ask. */
  ask: string;
  /** The answer's members and what they hold; empty where only the state counts. */
  form: Record<string, string>;
  /** What is wrong at the end; nothing where the task is done. */
  check(answer: Answer, scene: Scene): string[];
}

/** The problem where a fact does not hold. */
export const unless = (fact: unknown, problem: string): string[] => (fact ? [] : [problem]);

export function workspace({ world }: Scene, name = 'checkout-prod'): Workspace {
  return world.workspaces.get(name)!;
}

/** Workspaces of the caller whose token the sandbox prints. */
export const CALLER = 'ada@checkout.example';

export function openIssues({ issues }: Workspace): Issue[] {
  return [...issues.values()].filter(
    ({ openSince, ignoredUntil }) => openSince !== null && ignoredUntil === null,
  );
}

/** Requests that changed or executed something, by path. */
export function accepted({ exchanges }: Scene, method: string, path: RegExp) {
  return exchanges.filter(
    ({ request, response }) => request.method === method && path.test(request.path) && response.status < 300,
  );
}

/** Equal as sets of texts. */
export function sameSet(given: unknown, wanted: Iterable<unknown>): boolean {
  const texts = (values: Iterable<unknown>) => [...new Set([...values].map(String))].toSorted().join('\n');
  return Array.isArray(given) && texts(given) === texts(wanted);
}

export const lower = (value: unknown) => String(value ?? '').toLowerCase();
