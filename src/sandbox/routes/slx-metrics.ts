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
      sli: types.includes('sli') && slx.sli ? sliMetrics(slx.sli, query.history !== undefined) : null,
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

/** The sandbox remembers the latest value only. */
function sliMetrics(sli: Sli, withHistory: boolean) {
  const recent = sli.lastValue === null ? null : { value: sli.lastValue, at: sli.lastRunAt };
  return { recent, ...(withHistory ? { history: recent ? [recent] : [] } : {}) };
}
