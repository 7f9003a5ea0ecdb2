import type { Bundle } from '../catalogue/bundle.ts';
import { SetupFailure } from './failures.ts';
import type { RunSpec } from './run.ts';
import { secretText } from './secrets.ts';
import type { BundleRun } from './tool-builder.ts';

/**
 * Stands in for a bundle of the catalogue whose code the sandbox does not have. It checks what the bundle would need,
 * and skips the tasks, so that nothing passes that was not examined. Throws `SetupFailure` when something required
 * is missing.
 */
export function runCatalogueBundle(spec: RunSpec, bundle: Bundle, title: string): BundleRun {
  const secrets = requireSetUp(spec, bundle);
  const remark = `The sandbox does not have the code of ${spec.pathToRobot}, so that nothing was examined. Its required variables are set, and ${secrets.length === 1 ? '1 secret' : `${secrets.length} secrets`} can be read.`;
  return {
    record: {
      taskName: title,
      taskDoc: bundle.doc,
      report: [{ obj: remark, fmt: 'p' }],
      issues: [],
      errors: [],
      skipped: remark,
      started: true,
      log: [],
    },
    metric: null,
  };
}

/** Names of the secrets, all of them readable. Throws `SetupFailure` when something required is missing. */
export function requireSetUp(spec: RunSpec, { variables }: Bundle): string[] {
  const missing = variables
    .filter((variable) => variable.default === null && !spec.config[variable.name])
    .map((variable) => variable.name);
  if (missing.length > 0) throw new SetupFailure(`Required variables are not set: ${missing.join(', ')}.`);
  const secrets = Object.keys(spec.secretKeys);
  for (const name of secrets) secretText(name, spec);
  return secrets;
}
