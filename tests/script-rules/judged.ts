import type { Finding } from '../../src/script-rules/findings.ts';
import type { Interpreter, TaskType } from '../../src/script-rules/script-kind.ts';
import {
  type ScriptToValidate,
  type Validation,
  validateScript,
} from '../../src/script-rules/validate-script.ts';

interface Options extends Partial<Omit<ScriptToValidate, 'script' | 'interpreter'>> {
  /** Keeps the findings about names that the script does not define; most scripts of the tests use such names. */
  undefinedNames?: boolean;
}

/** A validation with the finding codes at hand. */
export interface Judged extends Validation {
  errors: string[];
  fixed: string[];
  advice: string[];
  /** The finding with a code; fails the test where there is none. */
  finding(code: string): Finding;
}

export async function judgePython(script: string, options: Options = {}): Promise<Judged> {
  return judge(script, 'python', options);
}

export async function judgeBash(script: string, options: Options = {}): Promise<Judged> {
  return judge(script, 'bash', options);
}

async function judge(script: string, interpreter: Interpreter, options: Options): Promise<Judged> {
  const { undefinedNames = false, ...rest } = options;
  const taskType: TaskType = options.taskType ?? 'task';
  const whole = await validateScript({ ...rest, script, interpreter, taskType });
  const findings = whole.findings.filter(({ code }) => undefinedNames || code !== 'undefined-name');
  const validation = { ...whole, findings };
  const codes = (severity: Finding['severity']) =>
    validation.findings.filter((finding) => finding.severity === severity).map(({ code }) => code);
  return {
    ...validation,
    errors: codes('error'),
    fixed: codes('auto-fixed'),
    advice: codes('advice'),
    finding(code) {
      const found = validation.findings.find((finding) => finding.code === code);
      if (!found)
        throw new Error(`no finding ${code} among ${validation.findings.map((one) => one.code).join(', ')}`);
      return found;
    },
  };
}

/** `main()` with this body, each line indented once. */
export function pythonMain(...lines: string[]): string {
  return `def main():\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

export function bashMain(...lines: string[]): string {
  return `main() {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}
