import type { RunOutcome, RunSpec } from '../../../src/sandbox/runner/run.ts';
import { runScript } from '../../../src/sandbox/runner/run-script.ts';

/** A Tool Builder run as a commit configures it. */
export interface ScriptRun {
  script: string;
  kind?: 'task' | 'sli';
  env?: Record<string, unknown>;
  secrets?: Record<string, string>;
  config?: Record<string, string | undefined>;
  spec?: Partial<RunSpec>;
}

/** Values behind the provider keys that tests use. */
const VAULT: Record<string, string> = {
  token: 's3cret\n',
  blank: '',
  'k8s:file@secret/kubeconfig:kubeconfig': 'apiVersion: v1\n',
  'file@/var/run/token': '  padded \n',
};

function toolBuilderSpec({
  script,
  kind = 'task',
  env = {},
  secrets = {},
  config,
  spec,
}: ScriptRun): RunSpec {
  const values: Record<string, string | undefined> = {
    GEN_CMD: Buffer.from(script).toString('base64'),
    INTERPRETER: 'python',
    TASK_TITLE: 'My check',
    CONFIG_ENV_MAP: JSON.stringify(env),
    SECRET_ENV_MAP: JSON.stringify(Object.keys(secrets)),
    TIMEOUT_SECONDS: '20',
    ...config,
  };
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    kind,
    pathToRobot: `codebundles/tool-builder/${kind === 'sli' ? 'sli' : 'runbook'}.robot`,
    config: Object.fromEntries(given),
    secretKeys: secrets,
    readSecret: (key) => VAULT[key],
    ...spec,
  };
}

export function run(options: ScriptRun): Promise<RunOutcome> {
  return runScript(toolBuilderSpec(options));
}

export function runPython(script: string, options: Omit<ScriptRun, 'script'> = {}): Promise<RunOutcome> {
  return run({ ...options, script });
}

export function runBash(script: string, options: Omit<ScriptRun, 'script'> = {}): Promise<RunOutcome> {
  return run({ ...options, script, config: { INTERPRETER: 'bash', ...options.config } });
}

/** Lines of a jsonl artifact. */
export function lines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** What the report says the script wrote to a stream; undefined when it has no such line. */
export function stream(outcome: RunOutcome, name: 'stdout' | 'stderr'): string | undefined {
  const prefix = `Command ${name}: `;
  const line = lines(outcome.artifacts.report).find(
    ({ obj }) => typeof obj === 'string' && obj.startsWith(prefix),
  );
  return (line?.obj as string | undefined)?.slice(prefix.length);
}

/** JSON that a script printed to stdout. */
export function printed(outcome: RunOutcome): unknown {
  return JSON.parse(stream(outcome, 'stdout') ?? '');
}
