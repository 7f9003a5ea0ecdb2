import { defineConfig } from 'vitest/config';

/** What checks the server from outside: installed beside the product, for it needs a newer Node than that does. */
export default defineConfig({
  test: {
    include: ['tests/conformance/*.check.ts'],
    globalSetup: ['tests/build.ts', 'tests/conformance/install.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
