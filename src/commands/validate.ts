import type { Config } from '../config/schema.ts';
import type { Finding } from '../script-rules/findings.ts';
import type { Interpreter, TaskType } from '../script-rules/script-kind.ts';
import { findScripts } from './validate/find-scripts.ts';
import { type Judged, judge } from './validate/judge.ts';
import { sarifOf } from './validate/sarif.ts';

interface ValidateOptions {
  interpreter?: Interpreter;
  kind?: TaskType;
  format?: 'text' | 'json' | 'sarif';
  /** Same as the format `json`. */
  json?: boolean;
}

/**
 * Checks scripts given as files, folders or patterns, and prints the findings: like a compiler, `file:line:column: severity
 * code: message`, as JSON, or as SARIF. Exit code 1 when one of them would be refused.
 */
export async function validate(config: Config, named: string[], options: ValidateOptions): Promise<number> {
  const files = await findScripts(named);
  const judged: Judged[] = [];
  for (const file of files) judged.push(await judge(file, config, options));
  const format = options.format ?? (options.json ? 'json' : 'text');
  process.stdout.write(`${render(judged, format, named.length === 1 && files[0] === named[0])}\n`);
  return judged.every(({ result }) => result.valid) ? 0 : 1;
}

/** A single script that was named directly is one JSON object; several are a list. */
function render(judged: readonly Judged[], format: 'text' | 'json' | 'sarif', single: boolean): string {
  if (format === 'sarif') return JSON.stringify(sarifOf(judged), null, 2);
  if (format === 'json') {
    const [first] = judged;
    const all = judged.map(({ file, result }) => ({ file, ...result }));
    return JSON.stringify(single ? first!.result : all, null, 2);
  }
  const lines = judged.flatMap(({ file, result, findings }) => [
    ...findings.filter(({ code }) => code !== 'script-size').map((finding) => compilerLine(file, finding)),
    `${file}: ${result.message}`,
  ]);
  return judged.length > 1 ? [...lines, totalOf(judged)].join('\n') : lines.join('\n');
}

function totalOf(judged: readonly Judged[]): string {
  const refused = judged.filter(({ result }) => !result.valid).length;
  return refused === 0
    ? `All ${judged.length} scripts can be run.`
    : `${refused} of ${judged.length} scripts cannot be run.`;
}

function compilerLine(file: string, { line = 1, column = 1, severity, code, message, fix }: Finding): string {
  return `${file}:${line}:${column}: ${severity} ${code}: ${message} ${fix}`;
}
