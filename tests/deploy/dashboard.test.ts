import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetrics } from '../../src/server/http/metrics/metrics.ts';

interface Panel {
  title: string;
  targets: { expr: string }[];
}

const { panels }: { panels: Panel[] } = JSON.parse(readFileSync('deploy/grafana/dashboard.json', 'utf8'));
const asked = panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

/** Every series that the server gives, with its labels, once something of each kind has happened. */
async function series(): Promise<Map<string, Set<string>>> {
  const metrics = createMetrics();
  metrics.recordCall({ tool: 'list_workspaces', outcome: 'ok', durationMs: 1 } as never);
  metrics.recordRequest({ route: '/mcp', method: 'POST', status: 200 });
  const { send } = metrics.countRequests({ send: async () => ({ statusCode: 200 }) } as never);
  await send(new URL('http://127.0.0.1/') as never, { method: 'GET' } as never);
  const found = new Map<string, Set<string>>();
  for (const [, name, labels = ''] of (await metrics.text(0)).matchAll(/^([a-z]\w*)(?:\{(.*)\})? /gm))
    found.set(name!, new Set([...labels.matchAll(/(\w+)="/g)].map((match) => match[1]!)));
  return found;
}

test('the dashboard asks for metrics and labels that the server has', async () => {
  const known = await series();
  expect(asked.length).toBeGreaterThan(8);
  for (const { title, expr } of asked) {
    const name = /\b(?:mcp|runwhen|process|nodejs)_\w+/.exec(expr)?.[0] ?? '';
    expect([...known.keys()], title).toContain(name);
    // What the scraper adds.
    const labels = [...known.get(name)!, 'job', 'instance'];
    const grouped = /\bby \(([^)]*)\)/.exec(expr)?.[1]?.split(', ') ?? [];
    const matched = [...expr.matchAll(/(\w+)(?:=~|!=|=)"/g)].map((match) => match[1]!);
    expect(labels, title).toEqual(expect.arrayContaining([...grouped, ...matched]));
  }
});
