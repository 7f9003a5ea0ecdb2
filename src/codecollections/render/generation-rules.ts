import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { toYaml } from '../yaml-text.ts';

/** The rule that tells runwhen-local for which resources to render the bundle's templates. */
export function renderGenerationRules(bundle: Bundle): BundleFile {
  const { name, baseName, shortenedBaseName, discovery, levelOfDetail, sli, slo, workflow } = bundle;
  const rule = {
    resourceTypes: discovery.resourceTypes,
    matchRules: discovery.matchRules,
    slxs: [
      {
        baseName,
        ...(shortenedBaseName === undefined ? {} : { shortenedBaseName }),
        qualifiers: discovery.qualifiers,
        baseTemplateName: name,
        levelOfDetail,
        outputItems: [
          { type: 'slx' },
          ...(sli ? [{ type: 'sli' }] : []),
          ...(slo ? [{ type: 'slo' }] : []),
          { type: 'runbook', templateName: `${name}-taskset.yaml` },
          ...(workflow ? [{ type: 'workflow' }] : []),
        ],
      },
    ],
  };
  return {
    path: `${bundleFolder(name)}/.runwhen/generation-rules/${name}.yaml`,
    content: toYaml({
      apiVersion: 'runwhen.com/v1',
      kind: 'GenerationRules',
      spec: { platform: discovery.platform, generationRules: [rule] },
    }),
  };
}
