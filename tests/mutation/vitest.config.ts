import { defineConfig } from 'vitest/config';

/** The tests that judge the changes which `scripts/mutate.ts` makes; it names them in MUTATION_TESTS. */
export default defineConfig({
  test: {
    include: (process.env.MUTATION_TESTS ?? '').split(';').filter(Boolean),
    testTimeout: 30_000,
    isolate: false,
  },
});
