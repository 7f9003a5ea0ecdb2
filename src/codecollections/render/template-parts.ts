import type { Interpreter } from '../../script-rules/script-kind.ts';
import type { ResolvedCodeBundle } from '../../slx/code-bundle.ts';
import type { Bundle } from '../bundle.ts';
import { templateJsonObject, templateScalar, templateText } from '../template-text.ts';

/** Name, labels and annotations, which runwhen-local's own includes bring with their indentation. */
export const metadataOf = (name: string): string => `metadata:
  name: "${name}"
  labels:
    {% include "common-labels.yaml" %}
  annotations:
    {% include "common-annotations.yaml" %}
`;

/** Metadata of a document that is named as its SLX. */
export const METADATA = metadataOf('{{slx_name}}');

/** `codeBundle` of a runbook or SLI: the bundle on the runner, not the repository of the rules. */
export function codeBundleBlock({ repoUrl, ref, path }: ResolvedCodeBundle): string {
  return `  codeBundle:
    repoUrl: ${templateText(repoUrl)}
    ref: ${templateText(ref)}
    pathToRobot: ${templateText(path)}
`;
}

/** `configProvided`: the script and its environment, as the tool-builder bundles take them. */
export function configBlock(
  { envVars, secretVars, timeoutSeconds, discovery: { platform } }: Bundle,
  { title, script, interpreter }: { title?: string; script: string; interpreter: Interpreter },
): string {
  const scalars = {
    ...(title === undefined ? {} : { TASK_TITLE: templateText(title) }),
    GEN_CMD: templateText(encodeScript(script)),
    INTERPRETER: templateText(interpreter),
    TIMEOUT_SECONDS: templateText(String(timeoutSeconds)),
    CONFIG_ENV_MAP: templateJsonObject(envVars, platform),
    SECRET_ENV_MAP: templateText(JSON.stringify(Object.keys(secretVars))),
  };
  const own = Object.entries(envVars)
    .filter(([name]) => name !== 'TASK_TITLE' && !Object.hasOwn(scalars, name))
    .map(([name, value]) => [name, templateScalar(value, platform)] as const);
  return listBlock('configProvided', 'value', [...Object.entries(scalars), ...own]);
}

/** `secretsProvided`, or nothing where the bundle has no secrets. */
export function secretsBlock({ secretVars, discovery: { platform } }: Bundle): string {
  const keys = Object.entries(secretVars).map(
    ([name, key]) => [name, templateScalar(key, platform)] as const,
  );
  return keys.length === 0 ? '' : listBlock('secretsProvided', 'workspaceKey', keys);
}

/** A list of named values under `spec`. The values are YAML scalars already. */
function listBlock(
  key: string,
  valueKey: string,
  entries: (readonly [name: string, scalar: string])[],
): string {
  const items = entries.map(
    ([name, scalar]) => `    - name: ${templateText(name)}\n      ${valueKey}: ${scalar}\n`,
  );
  return `  ${key}:\n${items.join('')}`;
}

/** `GEN_CMD` of a script. */
const encodeScript = (script: string): string => Buffer.from(script, 'utf8').toString('base64');
