import { expect, onTestFinished, test } from 'vitest';
import { createFixtureServer } from './fixtures/create-fixture-server.ts';
import { runSuite } from './run-suite.ts';
import { serve } from './served.ts';

test('the product passes the official suite, but for what needs the suite’s own fixtures', async () => {
  const { url, stop } = await serve();
  onTestFinished(stop);
  const { code, summary } = await runSuite(url, 'product-baseline.yaml');
  expect(code, summary).toBe(0);
});

test('with the suite’s fixtures mounted, the same server passes all but what the baseline explains', async () => {
  const { url, stop } = await serve({ createServer: createFixtureServer });
  onTestFinished(stop);
  const { code, summary } = await runSuite(url, 'fixtures-baseline.yaml');
  expect(code, summary).toBe(0);
});
