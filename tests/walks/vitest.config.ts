import { defineConfig } from 'vitest/config';

/** Whole libraries, of which `npm test` tries a part. */
export default defineConfig({
  test: {
    include: ['tests/{ground-truth,content,e2e}/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
