import { defineConfig } from 'vitest/config';

/** Installs the package both ways that work before it is published; asks the npm registry for what builds it. */
export default defineConfig({
  test: {
    include: ['tests/install/*.check.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
