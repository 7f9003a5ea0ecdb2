import { defineConfig } from 'vitest/config';

/** Every tool that deletes, from every kind of host in every place. */
export default defineConfig({
  test: {
    include: ['tests/hosts/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
