import type { Bundle } from '../catalogue/bundle.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { gitUrl } from '../catalogue/collections.ts';
import type { RunKind } from './run.ts';

/** The title of the Tool Builder's only task: Robot Framework resolves it in report lines, not in title lists. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Robot Framework.
const TOOL_BUILDER_TITLE = '${TASK_TITLE}';
const ROBOT_FILES: Record<string, RunKind> = { 'runbook.robot': 'task', 'sli.robot': 'sli' };

/** Where a runbook or SLI says that its code is. */
export interface BundleAddress {
  /** Address of the git repository; where left out, that of any collection. */
  repoUrl?: string | null | undefined;
  /** The robot file there, e.g. `codebundles/tool-builder/runbook.robot`. */
  pathToRobot: string;
}

/** A bundle of the catalogue with the titles of the robot file that is run, unresolved; or why there is none. */
export type LocatedBundle = { bundle: Bundle; titles: string[] } | { missing: string };

/** Finds the bundle at an address as the platform's runner does, which clones the repository and opens the file. */
export function locateBundle(address: BundleAddress, kind: RunKind): LocatedBundle {
  const { repoUrl } = address;
  const path = address.pathToRobot.replace(/^(?:\.?\/)+/, '');
  const wanted = repoUrl ? plain(repoUrl) : undefined;
  const inRepository = BUNDLES.filter(({ repository }) => !wanted || repository === wanted);
  if (inRepository.length === 0) {
    return {
      missing: `The repository ${repoUrl} could not be cloned. (The sandbox has the collections of its registry only.)`,
    };
  }
  const bundle = inRepository.find(({ bundle }) => path.startsWith(`codebundles/${bundle.name}/`))?.bundle;
  const titles = bundle && titlesOf(bundle, path, kind);
  if (!bundle || !titles?.length) {
    return { missing: `Parsing '${path}' failed: File or directory to execute does not exist.` };
  }
  return { bundle, titles };
}

function titlesOf({ name, tasks, slis }: Bundle, path: string, kind: RunKind): string[] {
  const file = path.slice(`codebundles/${name}/`.length);
  if (ROBOT_FILES[file] !== kind) return [];
  if (name === 'tool-builder') return [TOOL_BUILDER_TITLE];
  return kind === 'sli' ? slis : tasks;
}

/** The address without what does not tell repositories apart: case, final slashes, `.git`. */
function plain(url: string): string {
  return url
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

const BUNDLES = catalogue.map((bundle) => ({ bundle, repository: plain(gitUrl(bundle.collection)) }));
