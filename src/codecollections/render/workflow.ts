import { SLI_DEFAULTS } from '../../slx/payloads.ts';
import { type Bundle, type BundleFile, bundleFolder } from '../bundle.ts';
import { templateText } from '../template-text.ts';
import { metadataOf } from './template-parts.ts';

/** Short name of the SLX that is being rendered; `slx_name` starts with its workspace. */
const SLX = "{{slx_name.split('--')[1]}}";

/** The template of the workflow that runs the tasks when the SLI alerts, where the bundle has one. */
export function renderWorkflow({ name, alias, slo, workflow }: Bundle): BundleFile | undefined {
  if (!workflow) return undefined;
  const verbs = ['SLI_ALERTS_STARTED', ...(slo ? ['ALERTS_STARTED'] : [])];
  return {
    path: `${bundleFolder(name)}/.runwhen/templates/${name}-workflow.yaml`,
    content: `apiVersion: runwhen.com/v1
kind: Workflow
${metadataOf('{{slx_name}}-alert-workflow')}spec:
  fromActivities:
    - name: "${SLX}-alert-workflow"
      displayName: ${templateText(`${alias}: alert workflow`)}
      description: ${templateText(`Runs the tasks of this SLX when its ${slo ? 'SLI or SLO' : 'SLI'} alerts.`)}
      actions:
        - tasks:
            slx: "${SLX}"
            persona: ${SLI_DEFAULTS.alertConfig.tasks.persona}
            titles:
              - "*"
            sessionTTL: ${SLI_DEFAULTS.alertConfig.tasks.sessionTTL}
      match:
        activityVerbs:
${verbs.map((verb) => `          - ${verb}\n`).join('')}        slxs:
          - "${SLX}"
`,
  };
}
