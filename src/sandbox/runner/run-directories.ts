import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the platform's runner puts beside the script; here they only hold the place. */
const BUNDLE_FILES = ['runbook.robot', 'sli.robot'];
const BUNDLE_TEXT = '# The sandbox runs this bundle itself.\n';

/** The directories of one run; all are below `root`. */
export interface RunDirectories {
  root: string;
  /** `CODEBUNDLE_TEMP_DIR`: working directory of the script, home of its secrets and result. */
  temp: string;
  /** The runner's own kubeconfig; scripts are not told of it. */
  kubeconfig: string;
  /** Directories that the script learns of by its environment. */
  variables: Record<string, string>;
}

/** Makes the directories of a run, gives them to `work`, and removes them whatever comes of it. */
export async function withRunDirectories<T>(work: (directories: RunDirectories) => Promise<T>): Promise<T> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'runwhen-sandbox-')));
  try {
    return await work(await layOut(root));
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function layOut(root: string): Promise<RunDirectories> {
  const temp = join(root, 'workdir', 'cb-temp');
  const variables: Record<string, string> = { CODEBUNDLE_TEMP_DIR: temp };
  // The cloud accounts of whoever runs the sandbox stay out of reach: fresh directories, no AWS variables.
  for (const [name, directory] of [
    ['AZURE_CONFIG_DIR', 'azure'],
    ['CLOUDSDK_CONFIG', 'gcloud'],
    ['AWS_CONFIG_DIR', 'aws'],
  ] as const) {
    variables[name] = join(root, directory);
  }
  await mkdir(join(root, 'workdir', '.kube'), { recursive: true });
  for (const directory of Object.values(variables)) await mkdir(directory, { recursive: true });
  for (const file of BUNDLE_FILES) await writeFile(join(temp, file), BUNDLE_TEXT);
  return { root, temp, kubeconfig: join(root, 'workdir', '.kube', 'config'), variables };
}

/** Writes a secret where the script finds it by path, with the runner's mode. Returns that path. */
export async function writeSecret(directories: RunDirectories, name: string, text: string): Promise<string> {
  const path = join(directories.temp, name);
  await writeFile(path, text);
  await chmod(path, 0o744);
  return path;
}
