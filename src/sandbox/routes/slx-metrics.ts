import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { pathSlx } from '../http/path-parameters.ts';
import { optionalText, parseQuery } from '../http/query.ts';
import { badRequest } from '../http/reply.ts';
import type { Sli } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

const metricsQuery = {
  types: z.string(),
  history: optionalText(),
  resolution: optionalText(),
  window: optionalText(),
};

/** The measured value of an SLX; no SLX of the sandbox has an SLO. */
export function slxMetricsRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/slxs/:slx_short_name/metrics`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const slx = pathSlx(c, workspace);
    const query = parseQuery(c, metricsQuery);
    const types = query.types.split(',').map((type) => type.trim());
    refuseMixture(types, query);
    const { resourcePath } = slx.additionalContext;
    return c.json({
      alias: slx.alias,
      created: slx.created,
      resourcePath: typeof resourcePath === 'string' ? resourcePath : null,
      sloObjective: null,
      sli: types.includes('sli') && slx.sli ? sliMetrics(world, slx.sli, query) : null,
      slo: null,
    });
  });
}

interface Ranges {
  history?: string | undefined;
  resolution?: string | undefined;
  window?: string | undefined;
}

function refuseMixture(types: string[], { history, resolution, window }: Ranges): void {
  const unknown = types.find((type) => type !== 'sli' && type !== 'slo');
  if (unknown !== undefined) throw badRequest(`Unknown metric type '${unknown}'; use sli, slo or sli,slo.`);
  const [sli, slo] = [types.includes('sli'), types.includes('slo')];
  if (sli && slo && (history || resolution || window)) {
    throw badRequest('history, resolution and window need a single metric type.');
  }
  if (sli && window) throw badRequest('window is for slo metrics.');
  if (slo && history) throw badRequest('history is for sli metrics.');
}

const LONGEST = 1000;
const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds of a text such as `5m`; undefined where it is none. */
function secondsOf(text: string | undefined): number | undefined {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text ?? '') ?? [];
  return count && unit ? Number(count) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS] : undefined;
}

/** The latest value and, where a history is asked for, the value at each step of it. */
function sliMetrics(world: World, sli: Sli, { history, resolution }: Ranges) {
  const recent = sli.lastValue === null ? null : { value: sli.lastValue, at: sli.lastRunAt };
  if (history === undefined) return { recent };
  const [length, asked] = [secondsOf(history), secondsOf(resolution ?? '30s')];
  if (!length || !asked) throw badRequest('history and resolution are numbers with a unit, such as 5m.');
  const step = Math.max(asked, Math.ceil(length / LONGEST));
  const moments = Array.from({ length: Math.floor(length / step) + 1 }, (_, index) =>
    world.timestamp(length - index * step),
  );
  const values = moments.flatMap((at) => {
    const value = sli.changes.findLast((change) => change.at <= at)?.value;
    return value === undefined ? [] : [{ value, at }];
  });
  return { recent, history: values };
}
