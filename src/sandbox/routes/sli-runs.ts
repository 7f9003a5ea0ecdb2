import { requireWorkspace } from '../access.ts';
import type { SandboxApp } from '../app.ts';
import { pathSlx } from '../path-parameters.ts';
import { notFound, unavailable } from '../reply.ts';
import { runSli } from '../runs/run-sli.ts';
import type { World } from '../world.ts';

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
