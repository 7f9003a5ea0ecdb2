import { type Bundle, type BundleFile, bundleFolder, rawScriptPath } from '../bundle.ts';
import { code, plain } from './markdown.ts';

/** The bundle's README: what each file is, how to check it and how to put it to use. */
export function renderReadme(bundle: Bundle): BundleFile {
  const { name, alias, statement, discovery, sli, slo, workflow, task } = bundle;
  const script = rawScriptPath(task.interpreter);
  const kinds = [
    'slx',
    'taskset',
    ...(sli ? ['sli'] : []),
    ...(slo ? ['slo'] : []),
    ...(workflow ? ['workflow'] : []),
  ];
  const [first, ...others] = kinds.map((kind) => `${name}-${kind}.yaml`);
  return {
    path: `${bundleFolder(name)}/README.md`,
    content: `# ${plain(alias)}

${plain(statement)}

## Files

- \`${script}\`: the task's script, for review
- \`.runwhen/SKILL_TEMPLATE.md\`: what the bundle does and needs
- \`.runwhen/generation-rules/${name}.yaml\`: which ${discovery.platform} resources get an SLX
- ${[`.runwhen/templates/${first}`, ...others].map(code).join(', ')}: what is rendered for each

## Check that the template holds the reviewed script

\`\`\`sh
sed -n '/name: "GEN_CMD"/{n;s/.*value: "\\(.*\\)"/\\1/p;}' .runwhen/templates/${name}-taskset.yaml | base64 -d | cmp - ${script}
\`\`\`

## Put it to use

1. Commit this folder to a code collection and push.
2. Name the repository under \`codeCollections\` in the workspace builder's \`workspaceInfo.yaml\`.
3. Let the workspace builder reconcile. A rule that matches nothing is silent: look for the resources in its Explorer.${discovery.platform === 'runwhen' ? OLD_BUILDER : ''}
4. The runner needs ${secretNames(bundle)}, and an image with \`${task.codeBundle.path}\` at ref \`${task.codeBundle.ref}\`.
`,
  };
}

const OLD_BUILDER = ' Workspace builders older than the platform `runwhen` skip it silently.';

function secretNames({ secretVars }: Bundle): string {
  const names = Object.keys(secretVars);
  return names.length === 0 ? 'no secrets' : `the secrets ${names.map(code).join(', ')}`;
}
