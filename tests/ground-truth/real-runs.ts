import { readFileSync } from 'node:fs';
import { withMark } from '../../src/run-outcome/completion-mark.ts';
import type { RunReading } from '../../src/run-outcome/evidence.ts';
import type { RunOutcome } from '../../src/sandbox/runner/run.ts';
import { runScript } from '../../src/sandbox/runner/run-script.ts';

import { readRun } from '../run-outcome/evidence.ts';

/** One script and what the platform's own runner did with it. */
export interface RealRun {
  id: string;
  kind: 'task' | 'sli';
  interpreter: 'python' | 'bash';
  /** Null where it is too long to be kept. */
  script: string | null;
  env: Record<string, unknown>;
  secrets: string[];
  timeout_seconds: number | null;
  status: string;
  result_file: string | null;
  truth: string | null;
  issues_jsonl: string | null;
}

export const realRuns: RealRun[] = readFileSync(new URL('runner-runs.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** JSON as Python's `json.dumps` writes it, which is how the platform was given it. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Runs a script in the sandbox and reads what is left of it as `get_run_output` does: from the artifacts alone. */
export async function replay(
  {
    kind,
    interpreter,
    script,
    env,
    secrets,
    timeout_seconds,
  }: Omit<RealRun, 'id' | 'status' | 'result_file' | 'truth' | 'issues_jsonl'>,
  { mark }: { mark: boolean },
): Promise<{ run: RunOutcome; reading: RunReading; isMarked: boolean }> {
  const plain = script ?? '';
  const marked = mark ? withMark(plain, interpreter) : undefined;
  const run = await runScript({
    kind: 'task',
    pathToRobot: 'codebundles/tool-builder/runbook.robot',
    config: {
      GEN_CMD: Buffer.from(marked ?? plain).toString('base64'),
      INTERPRETER: interpreter,
      TASK_TITLE: 'My check',
      CONFIG_ENV_MAP: asciiJson(env),
      SECRET_ENV_MAP: JSON.stringify(secrets),
      TIMEOUT_SECONDS: String(timeout_seconds ?? 30),
      ...(kind === 'sli' ? { RUN_TYPE: 'sli' } : {}),
    },
    secretKeys: Object.fromEntries(secrets.map((name) => [name, name])),
    readSecret: () => 's3cr3t',
  });
  const reading = await readRun({
    status: run.passedTitles.length > 0 ? 'SUCCEEDED' : 'FAILED',
    taskType: kind,
    artifacts: run.artifacts,
  });
  return { run, reading, isMarked: marked !== undefined };
}
