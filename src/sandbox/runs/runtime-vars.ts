import { badRequest } from '../http/reply.ts';
import type { Runbook, RuntimeVar } from '../state/records.ts';

/** The runbook's runtime variables with this run's values; 400 for an unknown name or a value that is not allowed. */
export function runtimeVars(runbook: Runbook, overrides: Record<string, string>): Record<string, string> {
  const declared = new Map(runbook.runtimeVarsProvided.map((variable) => [variable.name, variable]));
  for (const [name, value] of Object.entries(overrides)) {
    const variable = declared.get(name);
    if (!variable) {
      throw badRequest(
        `runtime_var '${name}' is not declared in runtimeVarsProvided of runbook '${runbook.name}'`,
      );
    }
    const problem = refusal(variable, value);
    if (problem) throw badRequest(`runtime_var '${name}': ${problem}`);
  }
  const defaults = runbook.runtimeVarsProvided.map((variable) => [variable.name, variable.default]);
  return { ...Object.fromEntries(defaults), ...overrides };
}

function refusal({ validation }: RuntimeVar, value: string): string | undefined {
  if (validation?.type === 'enum' && !validation.values?.includes(value)) {
    return `value '${value}' is not one of ${validation.values?.join(', ')}`;
  }
  if (validation?.type === 'regex' && !new RegExp(`^(?:${validation.pattern ?? '.*'})$`).test(value)) {
    return `value '${value}' does not match pattern ${validation.pattern}`;
  }
  return undefined;
}
