import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { toYaml } from '../yaml-text.ts';

/** Matches in every scope that the builder looks into at all. */
const LEVEL_OF_DETAIL = 'basic';

/** The rule that tells runwhen-local for which resources to render the bundle's templates. */
export function renderGenerationRules(bundle: Bundle): BundleFile {
  const { name, baseName, discovery, sli } = bundle;
  const rule = {
    resourceTypes: discovery.resourceTypes,
    matchRules: discovery.matchRules,
    slxs: [
      {
        baseName,
        qualifiers: discovery.qualifiers,
        baseTemplateName: name,
        levelOfDetail: LEVEL_OF_DETAIL,
        outputItems: [
          { type: 'slx' },
          ...(sli ? [{ type: 'sli' }] : []),
          { type: 'runbook', templateName: `${name}-taskset.yaml` },
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
