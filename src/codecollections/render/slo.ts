import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { templateText } from '../template-text.ts';
import { METADATA } from './template-parts.ts';

/** The platform's own queries for an objective over an SLI, and the only kind of SLO that its API names. */
const QUERIES = {
  repoUrl: 'https://github.com/runwhen-contrib/rw-public-codecollection',
  pathToYaml: 'codebundles/slo-default/queries.yaml',
  ref: 'main',
};
const SPEC_TYPE = 'simple-mwmb';

/** The template of the SLO, where the bundle has one. */
export function renderSlo({ name, slo }: Bundle): BundleFile | undefined {
  if (!slo) return undefined;
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-slo.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: ServiceLevelObjective
${METADATA}spec:
  codeBundle:
    repoUrl: ${QUERIES.repoUrl}
    pathToYaml: ${QUERIES.pathToYaml}
    ref: ${QUERIES.ref}
  sloSpecType: ${SPEC_TYPE}
  objective: ${slo.objective}
  threshold: ${slo.threshold}
  operand: ${templateText(slo.operand)}
`,
  };
}
