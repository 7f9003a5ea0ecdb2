import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { pathSlx } from '../http/path-parameters.ts';
import { notFound, unavailable } from '../http/reply.ts';
import { runSli } from '../runs/run-sli.ts';
import type { World } from '../state/world.ts';

/** The sandbox's own: runs an SLI now, and answers with its value when it has ended. The platform only waits. */
export function sliRunRoutes(app: SandboxApp, world: World): void {
  app.post('/sandbox/workspaces/:workspace/slxs/:slx_short_name/sli/run', async (c) => {
    const { workspace } = requireWorkspace(c, world, 'run');
    const slx = pathSlx(c, workspace);
    if (!slx.sli) throw notFound(`SLX '${slx.shortName}' has no SLI`);
    if (!world.executeScripts) throw unavailable('This sandbox does not execute scripts.');
    const { metric, errors, finishedAt } = await runSli(world, workspace, slx, slx.sli);
    return c.json({ value: metric, at: finishedAt, errors });
  });
}
