import { defineConfig } from 'vitest/config';

/** Messages by the hundred thousand. FUZZ_MESSAGES, FUZZ_SEED and FUZZ_MINUTES say how many, from which seed, how long at most. */
export default defineConfig({
  test: {
    include: ['tests/fuzz/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 60 * 60_000,
  },
});
