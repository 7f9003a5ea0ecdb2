import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { templateText } from '../template-text.ts';
import { codeBundleBlock, configBlock, METADATA, secretsBlock } from './template-parts.ts';

/** The template of the SLI, where the bundle has one. */
export function renderSli(bundle: Bundle): BundleFile | undefined {
  const { name, sli } = bundle;
  if (!sli) return undefined;
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-sli.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: ServiceLevelIndicator
${METADATA}spec:
  displayUnitsLong: OK
  displayUnitsShort: ok
  locations:
    - "{{default_location}}"
  description: ${templateText(sli.description)}
${codeBundleBlock(sli.codeBundle)}  intervalStrategy: intermezzo
  intervalSeconds: ${sli.intervalSeconds}
${configBlock(bundle, sli)}${secretsBlock(bundle)}  alertConfig:
    tasks:
      persona: eager-edgar
      sessionTTL: 10m
`,
  };
}
