import type { SizeLimits } from '../config/script-limits.ts';
import { Refused } from '../errors/request-errors.ts';
import { isSendable, toResult } from '../script-rules/result.ts';
import { byteLength, checkCombinedSize } from '../script-rules/sizes.ts';
import type { Validation } from '../script-rules/validate-script.ts';
import { checkAzureCredentials } from './azure-credentials.ts';
import { checkDistinct } from './identical-scripts.ts';
import { checkTaskTitle, checkVariables } from './template-marks.ts';

/** The validated scripts of a commit, and what they run with. */
export interface CommitScripts {
  /** The script as given, and its findings. */
  main: Validation;
  sli: Validation | undefined;
  limits: SizeLimits;
  taskTitle: string;
  envVars: Readonly<Record<string, string>>;
  secretVars: Readonly<Record<string, string>>;
}

/**
 * Checks the scripts of a commit in the order in which refusals are reported: identical bodies, validation, size, combined
 * size, title, variables, Azure. Returns warnings about size. Throws `Refused`.
 */
export function checkCommitScripts({
  main,
  sli,
  limits,
  taskTitle,
  envVars,
  secretVars,
}: CommitScripts): string[] {
  checkDistinct(main.shipped, sli?.shipped);
  checkSendable(main, 'script');
  if (sli) checkSendable(sli, 'sli_script');
  const combined = sli
    ? checkCombinedSize({ script: byteLength(main.shipped), sliScript: byteLength(sli.shipped) }, limits)
    : {};
  if (combined.error) throw tooLarge(combined.error, {});
  checkTaskTitle(taskTitle);
  checkVariables('env_vars', envVars);
  checkAzureCredentials(main.usesAzure || (sli?.usesAzure ?? false), secretVars);
  return [main.size.warning, sli?.size.warning, combined.warning].filter((warning) => warning !== undefined);
}

/** Refuses a script that has errors or is too large. `field` names the parameter in `detail`. */
export function checkSendable(validation: Validation, field: 'script' | 'sli_script'): void {
  if (isSendable(validation)) return;
  const { size, shippedBytes } = validation;
  const { blocking_warnings, findings, message } = toResult(validation);
  if (blocking_warnings.length > 0) {
    throw new Refused(`The ${field} does not fit the runner. ${message}`, {
      hint: 'Fix what the findings name; validate_script shows them again.',
      detail: { field, findings, blocking_warnings },
    });
  }
  throw tooLarge(size.error ?? message, { field, script_bytes: shippedBytes });
}

function tooLarge(message: string, detail: Record<string, unknown>): Refused {
  return new Refused('Script too large for transport', {
    hint: message,
    detail: { ...detail, message },
  });
}
