import { defineConfig } from 'vitest/config';

/** Two copies of the built server behind a real nginx, which is installed where it is missing. */
export default defineConfig({
  test: {
    include: ['tests/deploy/balancer/*.check.ts'],
    globalSetup: ['tests/build.ts', 'tests/deploy/balancer/install.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
