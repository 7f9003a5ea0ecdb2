import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { readFileWhole, UnreadableFile } from '../files/read-file.ts';
import { readScriptApart } from '../script-reader/read-script.ts';
import type { Finding } from '../script-rules/findings.ts';
import { inferInterpreter } from '../script-rules/infer-interpreter.ts';
import { toResult } from '../script-rules/result.ts';
import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import { scriptLimits } from '../script-rules/sizes.ts';

/** No script is larger. */
const MAX_SCRIPT_FILE_BYTES = 4 * 1024 * 1024;

interface ValidateOptions {
  interpreter?: Interpreter;
  kind?: TaskType;
  json?: boolean;
}

/**
 * Checks a script file and prints the findings as a compiler would, `file:line:column: severity code: message`.
 * Exit code 1 when the script would be refused.
 */
export async function validate(
  config: Config,
  [file = '']: string[],
  options: ValidateOptions,
): Promise<number> {
  const script = await readScriptFile(file);
  const taskType = options.kind ?? inferKind(file);
  const result = toResult(
    await readScriptApart({
      script,
      interpreter: options.interpreter ?? inferInterpreter(script, file),
      taskType,
      limits: scriptLimits(config),
    }),
  );
  const text = options.json
    ? JSON.stringify(result, null, 2)
    : [...result.findings.map((finding) => compilerLine(file, finding)), `${file}: ${result.message}`].join(
        '\n',
      );
  process.stdout.write(`${text}\n`);
  return result.valid ? 0 : 1;
}

/** By convention the name of an SLI's file says so: `pods-sli.py`, `sli.sh`. */
function inferKind(file: string): TaskType {
  return /(?:^|[-_./\\])sli\.[a-z]+$/i.test(file) ? 'sli' : 'task';
}

function compilerLine(file: string, { line = 1, column = 1, severity, code, message, fix }: Finding): string {
  return `${file}:${line}:${column}: ${severity} ${code}: ${message} ${fix}`;
}

async function readScriptFile(file: string): Promise<string> {
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
