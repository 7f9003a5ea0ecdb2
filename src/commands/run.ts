import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { writeToStderr } from '../log/stderr.ts';
import { inferInterpreter } from '../script-rules/infer-interpreter.ts';
import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import { readGivenFile } from './call/read-given-file.ts';
import { type Answer, ask, theTool } from './call.ts';
import { showRun } from './run/show-run.ts';
import { formatOf } from './terminal/print.ts';
import { inferKind, readScriptFile } from './validate/judge.ts';

interface RunOptions {
  interpreter?: Interpreter;
  kind?: TaskType;
  var?: string[];
  secret?: string[];
  format?: string;
}

/** Outcomes of a script that did its job. */
const GOOD = ['healthy', 'issues', 'metric'];

/**
 * Runs a script on this machine as the platform's runner would, and prints what came of it. No platform is asked: the
 * sandbox's runner executes it, with only the given variables and secrets. Exit code 1 where the script is refused, crashes,
 * leaves no result or takes too long.
 */
export async function run(config: Config, [file = '']: string[], options: RunOptions): Promise<number> {
  const format = formatOf(options.format);
  const script = await readScriptFile(file);
  const variables = pairs(options.var, '--var');
  const secrets = await readSecrets(pairs(options.secret, '--secret'));
  const { startSandbox } = await import('../sandbox/start.ts');
  const sandbox = await startSandbox();
  try {
    const workspace = 'checkout-prod';
    const provided = sandbox.world.workspaces.get(workspace)!.secrets;
    for (const [name, value] of secrets) provided.set(secretKey(name), value);
    const own: Config = { ...config, ...EVERY_TOOL, ...onlySandbox(sandbox.url), token: sandbox.token };
    const answer = await ask(own, theTool(own, 'run_script_and_wait'), {
      workspace_name: workspace,
      script,
      run_type: options.kind ?? inferKind(file),
      interpreter: options.interpreter ?? inferInterpreter(script, file),
      env_vars: Object.fromEntries(variables),
      secret_vars: Object.fromEntries(secrets.map(([name]) => [name, secretKey(name)])),
    });
    return report(file, answer, format);
  } finally {
    await sandbox.close();
  }
}

/** Which tools the server offers to models makes no difference here. */
const EVERY_TOOL = { readOnly: false, toolsets: [], tools: [], excludeTools: [] };

/** The sandbox takes the place of every service, and is polled often because it is on this machine. */
const onlySandbox = (url: string) => ({
  apiUrl: url,
  agentUrl: url,
  appUrl: url,
  registryUrl: url,
  // Only the given secrets, none of the sandbox's own.
  sandbox: false,
  proxy: {},
  defaultWorkspace: undefined,
  pollIntervalS: 0.2,
});

function report(file: string, { value, isError }: Answer, format: 'table' | 'json'): number {
  const answer = value as Record<string, unknown>;
  if (format === 'json') process.stdout.write(`${JSON.stringify(answer)}\n`);
  else process.stdout.write(`${showRun(file, answer)}\n`);
  if (!isError && !GOOD.includes(String(answer.outcome)) && format === 'json')
    writeToStderr(`${file}: ${answer.outcome}: ${answer.outcome_reason}\n`);
  return !isError && GOOD.includes(String(answer.outcome)) ? 0 : 1;
}

const secretKey = (name: string) => `k8s:file@secret/given:${name}`;

function pairs(given: readonly string[] = [], flag: string): [string, string][] {
  return given.map((pair) => {
    const at = pair.indexOf('=');
    if (at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
    throw new InvalidArguments(
      `${flag} takes NAME=value; ${at < 0 ? 'what was given has no =' : 'the name is missing'}.`,
      {
        hint: `For example: ${flag} ${flag === '--var' ? 'NAMESPACE=web' : 'kubeconfig=@/home/me/.kube/config'}`,
      },
    );
  });
}

/** Values of secrets, read from files: as on the runner, scripts get the path of a file that holds the value. */
async function readSecrets(given: [string, string][]): Promise<[string, string][]> {
  return Promise.all(
    given.map(
      async ([name, value]): Promise<[string, string]> => [
        name,
        value.startsWith('@') ? await readGivenFile(value.slice(1)) : value,
      ],
    ),
  );
}
