type Json = Record<string, unknown>;

/** A run, or why there was none, for people to read: the outcome, the issues, what the script printed. */
export function showRun(file: string, answer: Json): string {
  const error = answer.error as Json | undefined;
  if (error) return showRefusal(file, error);
  const { outcome, outcome_reason, issues, stdout, stderr, elapsedSeconds } = answer;
  return [
    `${file}: ${outcome}: ${outcome_reason} (${elapsedSeconds} s)`,
    ...(issues as Json[]).map(showIssue),
    ...texts('It printed', stdout),
    ...texts('On standard error', stderr),
    ...((answer.issue_quality_notes ?? []) as string[]).map((note) => `Note: ${note}`),
    ...((answer.notes ?? []) as string[]).map((note) => `Note: ${note}`),
  ].join('\n');
}

function showRefusal(file: string, { message, hint, detail }: Json): string {
  const findings = ((detail as Json | undefined)?.findings ?? []) as Json[];
  return [
    ...findings.map(
      ({ line = 1, column = 1, severity, code, message, fix }) =>
        `${file}:${line}:${column}: ${severity} ${code}: ${message} ${fix}`,
    ),
    `${file}: ${message}`,
    String(hint),
  ].join('\n');
}

function showIssue({ severity, title, details, nextSteps }: Json): string {
  return [
    `  severity ${severity}: ${title}`,
    ...(details ? [indent(String(details))] : []),
    ...(nextSteps ? [indent(`Next steps: ${nextSteps}`)] : []),
  ].join('\n');
}

const texts = (head: string, text: unknown) => (text ? [`${head}:`, indent(String(text).trimEnd())] : []);

const indent = (text: string) => text.replace(/^/gm, '    ');
