import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/views/**/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
