import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/sandbox/http/app.ts';
import { createFaults } from '../../src/sandbox/http/faults.ts';
import { createWorld } from '../../src/sandbox/state/create-world.ts';
import { UNPUBLISHED } from './beyond-facts.ts';
import { type CheckedSandbox, startCheckedSandbox } from './checked-sandbox.ts';
import { operations } from './facts.ts';
import * as walks from './walk.ts';

const { callsOf, until: _until, ...subjects } = walks;

const app = createApp({
  world: createWorld(),
  faults: createFaults(),
  latencyMs: 0,
  observer: { bodies: false, report() {} },
});
const routes = [
  ...new Map(
    app.routes
      .filter((route) => route.method !== 'ALL')
      .map((route) => {
        const template = route.path.replace(/:\w+(\{[^}]*\})?/g, '{}');
        return [`${route.method} ${template}`, { method: route.method, template }];
      }),
  ).values(),
];
const published = new Set(
  operations.map(({ method, template }) => `${method} ${template.replace(/\{\w+\}/g, '{}')}`),
);
const unpublished = routes.filter(({ method, template }) =>
  UNPUBLISHED.some((known) => known.method === method && known.path.test(template.replaceAll('{}', 'x'))),
);

describe('the sandbox and the published API descriptions', () => {
  let sandbox: CheckedSandbox;
  beforeAll(async () => {
    sandbox = await startCheckedSandbox({ legacyLocations: true });
  });
  afterAll(() => sandbox.close());

  test.each(routes.filter((route) => !unpublished.includes(route)))(
    'describe $method $template, which the sandbox serves',
    ({ method, template }) => {
      const isPublished = published.has(`${method} ${template}`);
      expect(isPublished, 'describe it in tests/contract/*.openapi.yaml, or in beyond-facts.ts').toBe(true);
    },
  );

  test('name no endpoint as unpublished that the sandbox does not serve', () => {
    const gone = UNPUBLISHED.filter(
      (known) =>
        !routes.some(
          ({ method, template }) =>
            method === known.method && known.path.test(template.replaceAll('{}', 'x')),
        ),
    );
    expect(gone, 'take it out of tests/contract/beyond-facts.ts').toEqual([]);
  });

  test.each(Object.entries(subjects))('agree: %s', async (_name, walk) => {
    const before = sandbox.violations.length;
    await walk(callsOf(sandbox), sandbox);
    expect(sandbox.violations.slice(before)).toEqual([]);
  });

  test('are both walked whole: every route was called', () => {
    const patterns = routes.map((route) => ({
      ...route,
      pattern: new RegExp(`^${route.template.replaceAll('{}', '[^/]+')}$`),
    }));
    const missed = patterns.filter(
      ({ method, pattern }) =>
        !sandbox.requests.some((request) => request.method === method && pattern.test(request.path)),
    );
    const names = missed.map(({ method, template }) => `${method} ${template}`);
    expect(names, 'call it in tests/contract/walk.ts').toEqual([]);
  });
});
