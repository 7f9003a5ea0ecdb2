import { defineConfig } from 'vitest/config';

/** Whole libraries, and programs by the hundred, of which `npm test` tries a part. PROGRAMS and PROGRAMS_SEED: how many, from which seed. */
export default defineConfig({
  test: {
    include: ['tests/{ground-truth,content,e2e,programs}/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
