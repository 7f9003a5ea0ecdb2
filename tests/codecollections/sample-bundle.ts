import type { Bundle } from '../../src/codecollections/bundle.ts';
import { checkDiscovery, type DiscoveryInput } from '../../src/codecollections/check-discovery.ts';
import { renderBundle } from '../../src/codecollections/render/bundle-files.ts';
import { parseYaml11, renderJinja } from './jinja.ts';

const REPO = 'https://github.com/runwhen-contrib/rw-generic-codecollection.git';

export const TASK_SCRIPT = 'def main():\n    return []\n';
export const SLI_SCRIPT = 'main() {\n  echo 1 >&3\n}\n';

/** A small bundle for the workspace, with these parts in place of its own. */
export function sampleBundle(
  given: Partial<Omit<Bundle, 'discovery'>> & { discovery?: DiscoveryInput } = {},
): Bundle {
  const { discovery = { platform: 'runwhen' }, ...parts } = given;
  return {
    name: 'my-health-check',
    baseName: 'my-health-check',
    levelOfDetail: 'detailed',
    discovery: checkDiscovery(discovery).discovery,
    alias: 'Cart Health',
    statement: 'The cart answers.',
    imageUrl: 'https://example.com/icon.svg',
    tags: [{ name: 'access', value: 'read-only' }],
    task: {
      title: 'Check the cart',
      script: TASK_SCRIPT,
      interpreter: 'python',
      codeBundle: {
        repoUrl: REPO,
        ref: 'main',
        path: 'codebundles/tool-builder/runbook.robot',
        source: 'default',
      },
    },
    envVars: {},
    secretVars: {},
    runtimeVars: [],
    timeoutSeconds: 300,
    ...parts,
  };
}

export const sampleSli: Bundle['sli'] = {
  script: SLI_SCRIPT,
  interpreter: 'bash',
  codeBundle: { repoUrl: REPO, ref: 'main', path: 'codebundles/tool-builder/sli.robot', source: 'default' },
  intervalSeconds: 300,
  description: 'Whether the cart answers.',
};

/** Content of the bundle's file whose path ends so. */
export function fileOf(bundle: Bundle, ending: string): string {
  const file = renderBundle(bundle).find(({ path }) => path.endsWith(ending));
  if (!file) throw new Error(`No file ends with ${ending}.`);
  return file.content;
}

// biome-ignore lint/suspicious/noExplicitAny: a parsed document of which each test looks at a part
export type Document = any;

/** The document that runwhen-local makes of one of the bundle's templates. */
export const rendered = (bundle: Bundle, ending: string): Document =>
  parseYaml11(renderJinja(fileOf(bundle, ending)));

/** `configProvided` and the like as a map. */
export const byName = (list: Document[], key = 'value'): Record<string, Document> =>
  Object.fromEntries(list.map((entry) => [entry.name, entry[key]]));
