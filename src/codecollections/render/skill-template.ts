import { type Bundle, type BundleFile, bundleFolder, rawScriptPath, rawSliScriptPath } from '../bundle.ts';
import { toYaml } from '../yaml-text.ts';
import { code, plain, table } from './markdown.ts';

/** The page that a reviewer reads: what the bundle does and needs, and where its code is in plain text. */
export function renderSkillTemplate(bundle: Bundle): BundleFile {
  const { name, alias, statement, task, sli, slo, workflow, discovery } = bundle;
  const scripts = [
    `- Task ${code(task.title)}, ${task.interpreter}: [raw_script](${basename(rawScriptPath(task.interpreter))})`,
    ...(sli
      ? [
          `- SLI, ${sli.interpreter}, every ${sli.intervalSeconds} s: [raw_sli_script](${basename(rawSliScriptPath(sli.interpreter))})`,
        ]
      : []),
    ...(slo ? [`- SLO: ${slo.objective} % of the time its SLI is ${slo.operand} ${slo.threshold}`] : []),
    ...(workflow ? ['- Workflow: the task is run when the SLI alerts'] : []),
  ];
  return {
    path: `${bundleFolder(name)}/.runwhen/SKILL_TEMPLATE.md`,
    content: `---
${toYaml({ name, description: statement })}---

# ${plain(alias)}

${plain(statement)}

## What runs

${scripts.join('\n')}

Review the raw_script files: they are the code, byte for byte. Do not parse the base64 in the templates: it is the
same text again, and the README has a command that compares the two.

## Where it runs

- Platform: ${discovery.platform}
- Resource types: ${discovery.resourceTypes.map(code).join(', ')}
- One SLX per ${scope(discovery.qualifiers)}
- Changes things: ${bundle.tags.some(({ name, value }) => name === 'access' && value === 'read-write') ? 'yes (read-write)' : 'no (read-only)'}

## Owners and origin

${originLines(bundle).join('\n')}

## Configuration

${table(
  ['Variable', 'Value'],
  Object.entries(bundle.envVars).map(([key, value]) => [code(key), code(value)]),
  'No environment variables.',
)}

## Secrets

${table(
  ['Variable', 'In the script'],
  Object.keys(bundle.secretVars).map((key) => [code(key), 'path of a file with the secret']),
  'No secrets.',
)}

## Set for each run

${table(
  ['Variable', 'Default', 'Meaning'],
  bundle.runtimeVars.map((variable) => [
    code(variable.name),
    code(variable.default),
    plain(variable.description),
  ]),
  'Nothing.',
)}
`,
  };
}

function originLines({ owners = [], source, timeoutSeconds, tags, rendered }: Bundle): string[] {
  const data = tags.find(({ name }) => name === 'data')?.value;
  return [
    `- Owners: ${owners.length > 0 ? owners.map(code).join(', ') : 'the owner of each workspace'}`,
    `- Time limit of a run: ${timeoutSeconds} s`,
    ...(data ? [`- Data in its report: ${code(data)}`] : []),
    ...(source?.workspace ? [`- Source workspace: ${code(source.workspace)}`] : []),
    ...(source?.slx ? [`- Source SLX: ${code(source.slx)}`] : []),
    ...(rendered
      ? [
          `- Rendered by runwhen-platform-mcp ${rendered.version} (render_codecollection_skill) at ${rendered.at}`,
        ]
      : []),
  ];
}

const basename = (path: string) => path.slice(path.lastIndexOf('/') + 1);

const scope = (qualifiers: string[]) =>
  qualifiers.includes('resource')
    ? 'matched resource'
    : `group of matched resources, by ${qualifiers.join(' and ')}`;
