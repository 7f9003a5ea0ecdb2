import { requireCaller } from '../http/access.ts';
import type { SandboxApp } from '../http/context.ts';
import { notFound } from '../http/reply.ts';
import type { CodeCollection } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** The git repositories of code bundles that the platform knows: all of them in one answer, newest first. */
export function codeCollectionRoutes(app: SandboxApp, world: World): void {
  app.get('/api/v3/codecollections', (c) => {
    requireCaller(c);
    const results = [...world.codeCollections].sort((a, b) => b.id - a.id).map(row);
    return c.json({ count: results.length, next: null, previous: null, results });
  });

  app.get('/api/v3/codecollections/:name', (c) => {
    requireCaller(c);
    const found = world.codeCollections.find(({ name }) => name === c.req.param('name'));
    if (!found) throw notFound('CodeCollection not found');
    return c.json(row(found));
  });
}

function row({ id, name, repoWebUrl, ref, created, modified }: CodeCollection) {
  return {
    id,
    name,
    repo_web_url: repoWebUrl,
    spec: { repoURL: repoWebUrl, ref },
    status: {},
    created,
    modified,
    repo: null,
  };
}
