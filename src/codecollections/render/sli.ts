import { SLI_DEFAULTS } from '../../slx/payloads.ts';
import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { templateText } from '../template-text.ts';
import { codeBundleBlock, configBlock, METADATA, secretsBlock } from './template-parts.ts';

/** The template of the SLI, where the bundle has one. */
export function renderSli(bundle: Bundle): BundleFile | undefined {
  const { name, sli } = bundle;
  const { displayUnitsLong, displayUnitsShort, intervalStrategy, alertConfig } = SLI_DEFAULTS;
  if (!sli) return undefined;
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-sli.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: ServiceLevelIndicator
${METADATA}spec:
  displayUnitsLong: ${displayUnitsLong}
  displayUnitsShort: ${displayUnitsShort}
  locations:
    - "{{default_location}}"
  description: ${templateText(sli.description)}
${codeBundleBlock(sli.codeBundle)}  intervalStrategy: ${intervalStrategy}
  intervalSeconds: ${sli.intervalSeconds}
${configBlock(bundle, sli)}${secretsBlock(bundle)}  alertConfig:
    tasks:
      persona: ${alertConfig.tasks.persona}
      sessionTTL: ${alertConfig.tasks.sessionTTL}
`,
  };
}
