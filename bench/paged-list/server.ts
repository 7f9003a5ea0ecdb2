import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PagedListOptions } from './start.ts';

/** A list of SLXs in small pages, each after a pause. Says its port to the process that forked it. */
const { pages, perPage, latencyMs, counted } = JSON.parse(process.argv[2]!) as PagedListOptions;

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url!, 'http://localhost');
  const offset = Number(searchParams.get('offset') ?? 0);
  const length = Math.max(0, Math.min(perPage, pages * perPage - offset));
  const results = Array.from({ length }, (_, index) => {
    const id = offset + index + 1;
    return { id, name: `shop--check-${id}`, shortName: `check-${id}`, alias: `Check ${id}`, tags: [] };
  });
  const next = offset + length < pages * perPage ? `${request.url}&more` : null;
  setTimeout(() => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ ...(counted ? { count: pages * perPage } : {}), next, previous: null, results }),
    );
  }, latencyMs);
});
server.listen(0, '127.0.0.1', () => process.send!((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
