import type { Interpreter } from '../../src/script-rules/script-kind.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';
import { seeded } from '../fuzz/grammar.ts';
import { replay } from '../ground-truth/real-runs.ts';
import { leftBy } from '../run-outcome/left-by.ts';
import { bashProgram } from './bash-programs.ts';
import { pythonProgram } from './python-programs.ts';

const WRITERS = { bash: bashProgram, python: pythonProgram };

/**
 * Writes the program of a seed, judges it before and after a run, and compares both with what it really left. Gives each
 * judgement that was wrong, with the program.
 */
export async function judgeProgram(interpreter: Interpreter, seed: number): Promise<string[]> {
  const written = WRITERS[interpreter](seeded(seed));
  const { findings, shipped } = await validateScript({ script: written, interpreter, taskType: 'task' });
  const refusals = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const { left } = await leftBy(shipped, interpreter);
  const result = listIn(left.files['run_output.json']);
  const wrong = (what: string) => [`${interpreter} ${seed}: ${what}\n${written}`];
  if (refusals.length > 0) {
    const works =
      left.exitCode === 0 && result !== undefined && (await outcomeOf(shipped, interpreter, false));
    return works === 'issues' || works === 'healthy' ? wrong(`refused by ${refusals}, but ${works}`) : [];
  }
  const outcomes = await Promise.all([false, true].map((mark) => outcomeOf(shipped, interpreter, mark)));
  return outcomes.flatMap((outcome) => {
    if (outcome === 'healthy' && result?.length !== 0) return wrong('healthy, but left no empty list');
    const isFault = outcome === 'crashed' || outcome === 'bad_output' || outcome === 'timed_out';
    return isFault && result?.length === 0 && left.exitCode === 0 ? wrong(`${outcome}, but left []`) : [];
  });
}

function listIn(file: string | undefined): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(file ?? '');
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function outcomeOf(script: string, interpreter: Interpreter, mark: boolean): Promise<string> {
  const run = { kind: 'task', interpreter, script, env: {}, secrets: [], timeout_seconds: 20 } as const;
  return (await replay({ ...run, secrets: [] }, { mark })).reading.outcome;
}
