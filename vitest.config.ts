import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They change what a module learns once per process. */
const ALONE = ['tests/content/templates-without-kubectl.test.ts'];

/** Packages that a test installs below tests/ bring tests of their own. */
const PACKAGES = '**/node_modules/**';

/** They take longest: begun last, they would keep one core waiting for the other. */
const FIRST =
  /tests\/(?:ground-truth|hosts\/confirmation|run-outcome\/completion-mark|content\/templates|e2e\/(?:commands|starting|stdio-lines)|tools\/(?:given-is-sent|round-trips|scripts\/never-lost)|sandbox\/seed)/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const [first, others] = [true, false].map((isFirst) =>
      sorted.filter(({ moduleId }) => FIRST.test(moduleId) === isFirst),
    );
    return [...first!, ...others!];
  }
}

export default defineConfig({
  test: {
    globalSetup: ['tests/build.ts'],
    reporters: ['default', './tests/closing-line.ts'],
    // One more than the cores of a usual runner: a third of the time of many files is waiting.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Files of one worker share the modules that they import: to load them anew for each would take half of the time.
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['tests/**/*.test.ts'],
          exclude: [...ALONE, PACKAGES],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
