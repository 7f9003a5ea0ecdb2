import type { Config } from '../../config/schema.ts';
import { InvalidArguments } from '../../errors/request-errors.ts';
import { readFileWhole, UnreadableFile } from '../../files/read-file.ts';
import { readScriptApart } from '../../script-reader/read-script.ts';
import type { Finding } from '../../script-rules/findings.ts';
import { inferInterpreter } from '../../script-rules/infer-interpreter.ts';
import { toResult, type ValidationResult } from '../../script-rules/result.ts';
import type { Interpreter, TaskType } from '../../script-rules/script-kind.ts';
import { scriptLimits } from '../../script-rules/sizes.ts';

/** No script is larger. */
const MAX_SCRIPT_FILE_BYTES = 4 * 1024 * 1024;

/** A script file and its findings. */
export interface Judged {
  file: string;
  result: ValidationResult;
  /** Those of the validation, and one more for a size that is over or near the limit. */
  findings: Finding[];
}

/** Reads and judges one script file. Throws `InvalidArguments` for one that cannot be read. */
export async function judge(
  file: string,
  config: Config,
  given: { interpreter?: Interpreter; kind?: TaskType },
): Promise<Judged> {
  const script = await readScriptFile(file);
  const result = toResult(
    await readScriptApart({
      script,
      interpreter: given.interpreter ?? inferInterpreter(script, file),
      taskType: given.kind ?? inferKind(file),
      limits: scriptLimits(config),
    }),
  );
  return { file, result, findings: [...result.findings, ...sizeFinding(result)] };
}

/** By convention an SLI's file is named so: `pods-sli.py`, `sli.sh`. */
export function inferKind(file: string): TaskType {
  return /(?:^|[-_./\\])sli\.[a-z]+$/i.test(file) ? 'sli' : 'task';
}

/** The text of a script file. Throws `InvalidArguments`. */
export async function readScriptFile(file: string): Promise<string> {
  try {
    return (await readFileWhole(file, MAX_SCRIPT_FILE_BYTES)).toString('utf8');
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new InvalidArguments(`${file} ${cause.why}.`, {
      hint: 'Give the path of a Python or Bash script.',
      cause,
    });
  }
}

function sizeFinding({ size_error, size_warning }: ValidationResult): Finding[] {
  const message = size_error ?? size_warning;
  if (message === undefined) return [];
  return [{ code: 'script-size', severity: size_error ? 'error' : 'advice', message, fix: '' }];
}
