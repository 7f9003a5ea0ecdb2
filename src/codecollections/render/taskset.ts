import type { RuntimeVariable } from '../../slx/runtime-vars.ts';
import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { templateText } from '../template-text.ts';
import { codeBundleBlock, configBlock, METADATA, secretsBlock } from './template-parts.ts';

/** The template of the runbook that holds the task. */
export function renderTaskset(bundle: Bundle): BundleFile {
  const { name, task } = bundle;
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-taskset.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: Runbook
${METADATA}spec:
  location: "{{default_location}}"
${codeBundleBlock(task.codeBundle)}${configBlock(bundle, task)}${runtimeBlock(bundle)}${secretsBlock(bundle)}`,
  };
}

function runtimeBlock({ runtimeVars }: Bundle): string {
  if (runtimeVars.length === 0) return '';
  return `  runtimeVarsProvided:\n${runtimeVars.map(runtimeVariable).join('')}`;
}

function runtimeVariable({ name, description, default: fallback, validation }: RuntimeVariable): string {
  const rule =
    validation.type === 'regex'
      ? `pattern: ${templateText(validation.pattern)}`
      : `values: [${validation.values.map(templateText).join(', ')}]`;
  return `    - name: ${templateText(name)}
      description: ${templateText(description)}
      default: ${templateText(fallback)}
      validation:
        type: ${validation.type}
        ${rule}
`;
}
