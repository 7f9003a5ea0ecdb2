import { defineConfig } from 'vitest/config';

/**
 * Installs the package both ways that work before it is published, asking the npm registry for what builds it; and starts it
 * beside a project that brings a program of the same name.
 */
export default defineConfig({
  test: {
    include: ['tests/install/*.check.ts'],
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
