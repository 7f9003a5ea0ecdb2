import { z } from 'zod';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { shortNameOf } from '../../names/full-name.ts';
import type { MetricsQuery, SlxMetrics } from '../../platform/slxs.ts';
import { compact } from '../../tool-kit/compact.ts';
import { defineTool } from '../../tool-kit/define-tool.ts';
import { fitReply } from '../../tool-kit/fit-reply.ts';
import { workspaceName } from '../../tool-kit/inputs.ts';
import { orNoteIfAbsent } from '../../tool-kit/or-note.ts';
import { workspaceOf } from '../../tool-kit/workspace.ts';
import { type Point, readPoints, type Summary, summaryOf, thinOut } from './metric-points.ts';

const SHOWN_POINTS = 60;
/** How many values are requested where no resolution is given. */
const ASKED_POINTS = 120;
/** Bytes of a reply in an unknown form that the answer may hold. */
const MOST_OF_UNKNOWN = 4_000;
const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

const span = z
  .string()
  .regex(/^\s*\d+\s*[smhdw]\s*$/i, 'must be a number with a unit, such as 30m, 24h or 7d');

export const getSlxMetrics = defineTool({
  name: 'get_slx_metrics',
  title: 'Get SLX metrics',
  description:
    "How an SLX's SLI (1 good, 0 bad) or SLO (percent) moved: last, lowest, share of time under a bound, when it changed, values.",
  toolset: 'slxs',
  effect: 'read',
  input: z.object({
    slx_name: z.string().min(1).describe('SLX short name'),
    workspace_name: workspaceName,
    type: z.enum(['sli', 'slo', 'both']).default('sli').describe('both: present values only'),
    history: span.describe('SLI: how far back; 24h').optional(),
    resolution: span.describe('Distance of values, such as 5m').optional(),
    window: z
      .string()
      .regex(/^\s*(month|\d+\s*d)\s*$/i, 'must be month, or days such as 30d')
      .describe('SLO: month, or days such as 30d')
      .optional(),
    bound: z.number().describe('What counts as low: 1 for an SLI, the objective for an SLO').optional(),
  }),
  async run(args, context) {
    refuseMixture(args);
    const query = queryOf(args);
    const workspace = await workspaceOf(args, context);
    const slx = shortNameOf(workspace, args.slx_name);
    const { slxs } = context.platform;
    const notes: string[] = [];
    const metrics = await orNoteIfAbsent(slxs.metrics(workspace, slx, query, context), {
      what: 'No values: the platform may not offer them',
      notes,
    });
    const { alias, sloObjective } = metrics ?? {
      ...(await slxs.get(workspace, slx, context)),
      sloObjective: undefined,
    };
    const wanted = metrics ? (query.types.split(',') as ('sli' | 'slo')[]) : [];
    const measures: { sli?: Measure; slo?: Measure } = Object.fromEntries(
      wanted.map((type) => [type, measureOf(type, metrics!, args.bound, notes)] as const),
    );
    return compact({
      slx_name: slx,
      alias,
      time: new Date().toISOString(),
      asked: query,
      slo_objective: sloObjective,
      ...measures,
      notes,
    });
  },
});

/** The answer about one measure; what its values do not tell is left out. */
interface Measure extends Partial<Summary> {
  /** ISO 8601 and value, the oldest first. */
  values?: [at: string, value: number][] | undefined;
  /** The raw reply, where its form is not known. */
  raw?: unknown;
}

interface Ranges {
  type: 'sli' | 'slo' | 'both';
  history?: string | undefined;
  resolution?: string | undefined;
  window?: string | undefined;
}

/** The API's own rules about combinations. */
function refuseMixture({ type, history, resolution, window }: Ranges): void {
  const given = Object.entries({ history, resolution, window }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  const wrong = { sli: ['window'], slo: ['history'], both: ['history', 'resolution', 'window'] }[type];
  const refused = given.filter((name) => wrong.includes(name));
  if (refused.length === 0) return;
  throw new InvalidArguments(`get_slx_metrics: ${refused.join(', ')} cannot go with type ${type}.`, {
    hint: 'history goes with type="sli", window with type="slo", resolution with either; both takes none of them.',
    detail: { fields: refused },
  });
}

function queryOf({ type, history, resolution, window }: Ranges): MetricsQuery {
  if (type === 'both') return { types: 'sli,slo' };
  const step = resolution && plain(resolution);
  if (type === 'slo') return compact({ types: type, resolution: step, window: window?.trim().toLowerCase() });
  const back = plain(history ?? '24h');
  return { types: type, history: back, resolution: step ?? stepOf(secondsOf(back)) };
}

/** In units that the API takes; it has no weeks. */
function plain(text: string): string {
  const given = text.replace(/\s/g, '').toLowerCase();
  return given.endsWith('w') ? `${Number(given.slice(0, -1)) * 7}d` : given;
}

const secondsOf = (text: string) =>
  Number(text.slice(0, -1)) * UNIT_SECONDS[text.slice(-1) as keyof typeof UNIT_SECONDS];

/** A spacing that gives about as many values as can be shown, and is at least half a minute. */
function stepOf(seconds: number): string {
  return `${Math.max(30, Math.ceil(seconds / ASKED_POINTS))}s`;
}

function measureOf(
  type: 'sli' | 'slo',
  metrics: SlxMetrics,
  given: number | undefined,
  notes: string[],
): Measure | undefined {
  const reply = metrics[type];
  if (reply === null || reply === undefined) {
    notes.push(`This SLX has no ${type.toUpperCase()}, or the platform has no value of it.`);
    return undefined;
  }
  const points = readPoints(reply);
  if (points.length === 0) {
    const isEmpty = Object.keys(compact(reply)).length === 0;
    notes.push(
      `The ${type.toUpperCase()} has no values${isEmpty ? ' in this time' : ', or they are in an unknown format: see raw'}.`,
    );
    return { raw: fitReply(reply, 'The rest is in the RunWhen UI.', MOST_OF_UNKNOWN) };
  }
  const bound = given ?? defaultBound(type, metrics, points);
  if (bound === undefined) notes.push('Give bound to see how long the value was under it.');
  const shown = thinOut(points, SHOWN_POINTS);
  if (shown.length < points.length)
    notes.push(
      `${shown.length} of ${points.length} values are shown: the lowest of each stretch, and the last.`,
    );
  return {
    ...summaryOf(points, bound),
    values: points.length > 1 ? shown.map(({ at, value }): [string, number] => [at, value]) : undefined,
  };
}

/** An SLI that is a ratio is good at 1; for one with a unit of its own, no bound is known. */
function defaultBound(
  type: 'sli' | 'slo',
  { sloObjective }: SlxMetrics,
  points: readonly Point[],
): number | undefined {
  if (type === 'slo') return sloObjective == null ? undefined : Math.round(sloObjective * 1e7) / 1e5;
  return points.every(({ value }) => value >= 0 && value <= 1) ? 1 : undefined;
}
