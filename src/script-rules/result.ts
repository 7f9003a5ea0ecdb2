import type { Finding } from './findings.ts';
import { QUALITY_CODES } from './issue-quality.ts';
import type { Interpreter, TaskType } from './script-kind.ts';
import type { Validation } from './validate-script.ts';

/** The answer of `validate_script`. */
export interface ValidationResult {
  /** False where the script would be refused: an error, or a size over the hard limit. */
  valid: boolean;
  message: string;
  /** All findings about a script, ordered by line. */
  findings: Finding[];
  /** Messages of the errors and of what is corrected in what is sent. */
  warnings: string[];
  blocking_warnings: string[];
  auto_fixable_warnings: string[];
  auto_fixes_applied_on_run: string[];
  issue_quality_notes: string[];
  detected_env_vars: string[];
  interpreter: Interpreter;
  task_type: TaskType;
  /** Size of what is sent. */
  script_bytes: number;
  /** Size as given, where something is removed before it is sent. */
  original_script_bytes?: number;
  size_error?: string;
  size_warning?: string;
}

export function toResult(validation: Validation): ValidationResult {
  const { findings, size, interpreter, taskType, shippedBytes, originalBytes } = validation;
  const errors = withSeverity(findings, 'error');
  const fixed = withSeverity(findings, 'auto-fixed');
  const quality = findings.filter(({ code }) => QUALITY_CODES.has(code));
  return {
    valid: isSendable(validation),
    message: summary(validation),
    findings,
    warnings: [...errors, ...fixed].map(shown),
    blocking_warnings: errors.map(shown),
    auto_fixable_warnings: fixed.map(shown),
    auto_fixes_applied_on_run: fixed.map(({ message }) => message),
    issue_quality_notes: quality.map(shown),
    detected_env_vars: validation.environmentVariables,
    interpreter,
    task_type: taskType,
    script_bytes: shippedBytes,
    ...(originalBytes === shippedBytes ? {} : { original_script_bytes: originalBytes }),
    ...(size.error === undefined ? {} : { size_error: size.error }),
    ...(size.warning === undefined ? {} : { size_warning: size.warning }),
  };
}

/** Whether a script may be run and committed. */
export function isSendable({ findings, size }: Validation): boolean {
  return size.error === undefined && withSeverity(findings, 'error').length === 0;
}

function withSeverity(findings: readonly Finding[], severity: Finding['severity']): Finding[] {
  return findings.filter((finding) => finding.severity === severity);
}

function shown({ line, message, fix }: Finding): string {
  return `${line === undefined ? '' : `Line ${line}: `}${message} ${fix}`;
}

function summary(validation: Validation): string {
  const { findings, size } = validation;
  const errors = withSeverity(findings, 'error').length;
  if (size.error !== undefined) return size.error;
  if (errors > 0)
    return `${errors} ${errors === 1 ? 'error keeps' : 'errors keep'} this script from being run.`;
  const advice = withSeverity(findings, 'advice').length;
  if (advice > 0) return `The script can be run; ${advice} ${advice === 1 ? 'remark' : 'remarks'} on it.`;
  return 'The script fits the runner.';
}
