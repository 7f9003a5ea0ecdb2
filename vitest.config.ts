import { defineConfig } from 'vitest/config';

/** They change what a module learns once per process. */
const ALONE = ['tests/content/templates-without-kubectl.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    // A machine of two cores runs two files at a time; vitest by itself takes one worker there.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Files of one worker share the modules that they import: to load them anew for each would take half of the time.
      {
        extends: true,
        test: { name: 'shared', include: ['tests/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
