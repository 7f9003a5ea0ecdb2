import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { pathSlx } from '../http/path-parameters.ts';
import { list, optionalText, paging, parseQuery } from '../http/query.ts';
import { notFound, page } from '../http/reply.ts';
import type { Slx } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { fullName, runbookV3, runbookV4, sliV4, slxV3, slxV4 } from '../views/slx.ts';
import { V3, V4 } from './paths.ts';

/** SLXs, their runbooks and SLIs: reading and deleting. */
export function slxRoutes(app: SandboxApp, world: World): void {
  app.get(`${V3}/slxs`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const query = parseQuery(
      c,
      {
        ...paging(250),
        search: optionalText(),
        tags: list(z.string()),
        owners: list(z.string()),
        resource_path_prefix: optionalText(),
        resource_type: optionalText(),
      },
      { lists: ['tags', 'owners'] },
    );
    const found = [...workspace.slxs.values()].filter((slx) => matches(slx, query));
    return c.json(page(c, found, query, (slx) => slxV3(workspace, slx)));
  });

  app.get(`${V4}/slxs`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const slxs = [...workspace.slxs.values()];
    return c.json(page(c, slxs, parseQuery(c, paging(1000)), (slx) => slxV4(workspace, slx)));
  });

  app.get(`${V3}/slxs/:slx_short_name`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(slxV3(workspace, pathSlx(c, workspace)));
  });

  app.get(`${V4}/slxs/:slx_short_name`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(slxV4(workspace, pathSlx(c, workspace)));
  });

  app.delete(`${V4}/slxs/:slx_short_name`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'write');
    const shortName = c.req.param('slx_short_name');
    const slx = workspace.slxs.get(shortName);
    workspace.slxs.delete(shortName);
    return c.json({
      status: slx ? 'deleted' : 'not_found',
      name: fullName(workspace, shortName),
      resource_id: slx?.id ?? null,
    });
  });

  app.get(`${V3}/slxs/:slx_short_name/runbook`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(runbookV3(workspace, runbookOf(pathSlx(c, workspace))));
  });

  app.get(`${V4}/slxs/:slx_short_name/runbook`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.json(runbookV4(runbookOf(pathSlx(c, workspace))));
  });

  app.get(`${V4}/slxs/:slx_short_name/sli`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const { shortName, sli } = pathSlx(c, workspace);
    if (!sli) throw notFound(`SLX '${shortName}' has no SLI`);
    return c.json(sliV4(sli));
  });
}

function runbookOf({ shortName, runbook }: Slx) {
  if (!runbook) throw notFound(`SLX '${shortName}' has no runbook`);
  return runbook;
}

interface SlxFilter {
  search?: string | undefined;
  tags?: string[] | undefined;
  owners?: string[] | undefined;
  resource_path_prefix?: string | undefined;
  resource_type?: string | undefined;
}

function matches(slx: Slx, filter: SlxFilter): boolean {
  const { search, tags, owners, resource_path_prefix: prefix, resource_type: type } = filter;
  if (search && !`${slx.shortName} ${slx.alias}`.toLowerCase().includes(search.toLowerCase())) return false;
  if (tags && !tags.some((tag) => hasTag(slx, tag))) return false;
  if (owners && !owners.some((owner) => slx.owners.includes(owner))) return false;
  if (prefix && !String(slx.additionalContext.resourcePath ?? '').startsWith(prefix)) return false;
  return !type || slx.tags.some((tag) => tag.name === 'resource_type' && tag.value === type);
}

/** A tag is asked for by value, by name, or as `name:value`. */
function hasTag(slx: Slx, wanted: string): boolean {
  return slx.tags.some(({ name, value }) => [name, value, `${name}:${value}`].includes(wanted));
}
