import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SetupFailure, TaskFailure } from './failures.ts';
import type { Machine } from './machine.ts';
import { type OutFile, readOutFile } from './out-file.ts';
import { repr } from './python-value.ts';
import type { RunKind, RunSpec } from './run.ts';
import { type RunDirectories, withRunDirectories, writeSecret } from './run-directories.ts';
import type { BundleRecord, ReportLine } from './run-record.ts';
import { scriptEnvironment } from './script-environment.ts';
import { isKubeconfig, secretText } from './secrets.ts';
import { OUTPUT_LIMIT, runShell, type ShellResult } from './shell-process.ts';
import { metricOf, reportedMetric } from './sli-result.ts';
import { judgeTask } from './task-result.ts';
import { readConfig, type ToolBuilderConfig, timeoutMs } from './tool-builder-config.ts';
import { outFileName, wrapScript } from './wrapper.ts';

const TASK_DOC = 'Runs a Python or Bash script of the user.';

/** The result of a bundle's run; `metric` is null where none was pushed. */
export interface BundleRun {
  record: BundleRecord;
  metric: number | null;
}

/** Runs the Tool Builder's runbook or SLI: the user's own script. Throws `SetupFailure` before it starts. */
export async function runToolBuilder(spec: RunSpec, machine: Machine, now: Date): Promise<BundleRun> {
  const config = readConfig(spec);
  const python = config.interpreter === 'python' ? machine.python : 'python';
  if (python === undefined) throw new SetupFailure('This machine has no Python 3 to run the script with.');
  return withRunDirectories(async (directories) => {
    const secretFiles = await provideSecrets(config, spec, directories);
    const limit = readTimeout(config);
    if (limit instanceof TaskFailure) return failed(config, limit);
    const environment = scriptEnvironment(config.environment, secretFiles, directories, machine);
    const result = await runShell({
      command: wrapScript(config.script, config.interpreter, python, spec.kind),
      cwd: directories.temp,
      root: directories.root,
      env: environment,
      timeoutMs: limit,
      ...(spec.signal ? { signal: spec.signal } : {}),
    });
    const outDirectory = resolve(directories.temp, environment.CODEBUNDLE_TEMP_DIR ?? '');
    const outFile = await readOutFile(join(outDirectory, outFileName(spec.kind)));
    return judge(spec.kind, config, { result, outFile, now, machine });
  });
}

async function provideSecrets(
  { secretNames }: ToolBuilderConfig,
  spec: RunSpec,
  directories: RunDirectories,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of secretNames) {
    const text = secretText(name, spec);
    files[name] = await writeSecret(directories, name, text);
    if (isKubeconfig(spec.secretKeys[name] ?? '')) await writeFile(directories.kubeconfig, text);
  }
  return files;
}

function readTimeout(config: ToolBuilderConfig): number | TaskFailure {
  try {
    return timeoutMs(config);
  } catch (error) {
    if (error instanceof TaskFailure) return error;
    throw error;
  }
}

function judge(
  kind: RunKind,
  config: ToolBuilderConfig,
  { result, outFile, now, machine }: { result: ShellResult; outFile: OutFile; now: Date; machine: Machine },
): BundleRun {
  const log = logLines(config, kind, { result, outFile });
  const base = { ...emptyRecord(config), log };
  if (kind === 'sli') return { record: base, metric: metricOf(outFile) };
  const report = [...streamLines(result), ...cutLines(result), ...versionLines(config, result, machine)];
  if (config.testsSli) {
    const line: ReportLine = { obj: `Reported Metric: ${reportedMetric(outFile)}`, fmt: 'pre' };
    return { record: { ...base, report: [...report, line] }, metric: null };
  }
  return { record: { ...base, report, ...judgeTask(outFile, now) }, metric: null };
}

/** What the platform's libraries log of a run at TRACE level, as far as a reader can learn from it. */
function logLines(
  { testsSli, script, interpreter }: ToolBuilderConfig,
  kind: RunKind,
  { result, outFile }: { result: ShellResult; outFile: OutFile },
): string[] {
  const command = wrapScript(script, interpreter, interpreter, kind);
  const lost =
    result.lost === undefined
      ? []
      : [`Exception while running ['bash', '-c', ${repr(command)}] in /sandbox:\n${result.lost}`];
  const notJson =
    testsSli && outFile.state === 'unreadable'
      ? [`Script metric output was not valid JSON; defaulting to 0: ${outFile.reason}`]
      : [];
  return [
    `Running command ['bash', '-c', ${repr(command)}] in cwd=/sandbox, env=[], secrets=[], files=[]`,
    // RW.CLI logs this line for every command.
    `shell returncode: ${result.exitCode}`,
    ...lost,
    // The keyword's own source, which every log holds, with its variable unresolved.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Robot Framework.
    ...(testsSli ? ['Script metric output was not valid JSON; defaulting to 0: ${output_err}'] : []),
    ...notJson,
  ];
}

function streamLines({ stdout, stderr }: ShellResult): ReportLine[] {
  return [
    { obj: `Command stdout: ${stdout}`, fmt: 'pre' },
    { obj: `Command stderr: ${stderr}`, fmt: 'pre' },
  ];
}

/** The sandbox's own remark; the platform's runner keeps everything. */
function cutLines({ dropped }: ShellResult): ReportLine[] {
  const streams = (['stdout', 'stderr'] as const).filter((name) => dropped[name] > 0);
  return streams.map((name) => ({
    obj: `Sandbox: ${name} was cut after ${OUTPUT_LIMIT} bytes; ${dropped[name]} more were dropped.`,
    fmt: 'p',
  }));
}

/** Python of the platform's runner. */
const RUNNER_PYTHON = [3, 14] as const;
/** What an older Python says of syntax, modules and functions that it does not have yet. */
const UNKNOWN_TO_OLDER = /^(?:Syntax|Import|ModuleNotFound)Error\b|^AttributeError: (?:module|type object) /m;

/** The sandbox's own remark where the machine's Python may be too old for the script. */
function versionLines(
  { interpreter }: ToolBuilderConfig,
  { stderr }: ShellResult,
  { pythonVersion: [major, minor] }: Machine,
): ReportLine[] {
  const isOlder = major === RUNNER_PYTHON[0] && minor < RUNNER_PYTHON[1];
  if (interpreter !== 'python' || !isOlder || !UNKNOWN_TO_OLDER.test(stderr)) return [];
  return [
    {
      obj: `Sandbox: this machine has Python ${major}.${minor}, the platform's runner ${RUNNER_PYTHON.join('.')}. What this one does not know may work there.`,
      fmt: 'p',
    },
  ];
}

function failed(config: ToolBuilderConfig, failure: TaskFailure): BundleRun {
  return { record: { ...emptyRecord(config), errors: [failure.message] }, metric: null };
}

function emptyRecord({ title }: ToolBuilderConfig): BundleRecord {
  return { taskName: title, taskDoc: TASK_DOC, report: [], issues: [], errors: [], started: true, log: [] };
}
