import { defineConfig } from 'vitest/config';

/**
 * Every tool through every fault. FAULTS_MODE (`stdio` or `http`) drives one mode only, FAULTS_TOOL and FAULTS_NAME (patterns)
 * the tools and faults that they fit, FAULTS_PART (`2/9`) every ninth case from the second on, FAULTS_LANES so many servers at
 * a time, FAULTS_PATIENCE longer waits for a busy machine.
 */
export default defineConfig({
  test: {
    include: ['tests/faults/*.check.ts'],
    globalSetup: ['tests/build.ts', 'tests/faults/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    testTimeout: 60 * 60_000,
  },
});
