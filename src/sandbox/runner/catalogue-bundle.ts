import { catalogue } from '../catalogue/catalogue.ts';
import { bundleName } from './bundle-titles.ts';
import { SetupFailure } from './failures.ts';
import type { RunSpec } from './run.ts';
import { secretText } from './secrets.ts';
import type { BundleRun } from './tool-builder.ts';

/**
 * Stands in for a bundle whose code the sandbox does not have. It checks what the bundle would need, says in the
 * report that nothing was examined, and finds no issues and no metric. Throws `SetupFailure` when something
 * required is missing.
 */
export function runCatalogueBundle(spec: RunSpec, title: string): BundleRun {
  const bundle = catalogue.find(({ name }) => name === bundleName(spec.pathToRobot));
  const missing = (bundle?.variables ?? [])
    .filter((variable) => variable.default === null && !spec.config[variable.name])
    .map((variable) => variable.name);
  if (missing.length > 0) throw new SetupFailure(`Required variables are not set: ${missing.join(', ')}.`);
  const secrets = Object.keys(spec.secretKeys);
  for (const name of secrets) secretText(name, spec);

  const checked = bundle
    ? 'the variables it requires are set'
    : 'its catalogue does not list the bundle, so that no variable was checked';
  const remark = `Sandbox: it has no code for ${spec.pathToRobot}. This stand-in examined nothing: ${checked}, and ${secrets.length} secrets can be read.`;
  return {
    record: {
      taskName: title,
      taskDoc: bundle?.doc ?? '',
      report: [{ obj: remark, fmt: 'p' }],
      issues: [],
      errors: [],
      started: true,
      log: [],
    },
    metric: null,
  };
}
