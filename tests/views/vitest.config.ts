import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/views/**/*.check.ts'],
    globalSetup: ['tests/build.ts', 'tests/views/install.ts'],
    reporters: ['verbose', './tests/closing-line.ts'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
