import { type Bundle, type BundleFile, bundleFolder, rawScriptPath, rawSliScriptPath } from '../bundle.ts';
import { renderGenerationRules } from './generation-rules.ts';
import { renderReadme } from './readme.ts';
import { renderSkillTemplate } from './skill-template.ts';
import { renderSli } from './sli.ts';
import { renderSlo } from './slo.ts';
import { renderSlx } from './slx.ts';
import { renderTaskset } from './taskset.ts';
import { renderWorkflow } from './workflow.ts';

/** Every file of a bundle, in the order in which a reader wants them. */
export function renderBundle(bundle: Bundle): BundleFile[] {
  const { name, task, sli } = bundle;
  const raw = (path: string, content: string) => ({ path: `${bundleFolder(name)}/${path}`, content });
  const files = [
    renderReadme(bundle),
    renderSkillTemplate(bundle),
    raw(rawScriptPath(task.interpreter), task.script),
    sli && raw(rawSliScriptPath(sli.interpreter), sli.script),
    renderGenerationRules(bundle),
    renderSlx(bundle),
    renderTaskset(bundle),
    renderSli(bundle),
    renderSlo(bundle),
    renderWorkflow(bundle),
  ];
  return files.filter((file) => file !== undefined);
}
