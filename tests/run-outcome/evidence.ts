import { deflateSync } from 'node:zlib';
import type { RunEvidence, RunReading } from '../../src/run-outcome/evidence.ts';
import { readRun as readRunWith } from '../../src/run-outcome/run-outcome.ts';
import { readEnding } from '../../src/script-rules/read-ending.ts';

export const line = (obj: unknown, fmt = 'pre') =>
  `${JSON.stringify({ obj, fmt, kwargs: {}, taskName: 'dev-test' })}\n`;

export function reportOf(stdout: string, stderr: string, ...others: string[]): string {
  return [`Command stdout: ${stdout}`, `Command stderr: ${stderr}`, ...others]
    .map((text) => line(text))
    .join('');
}

/** A log as Robot Framework writes it: long texts packed, the task's message found by its index. */
export function robotLog(
  texts: string[],
  { failure, isSetup = false }: { failure?: string; isSetup?: boolean } = {},
): string {
  const message = failure === undefined ? [] : [isSetup ? `Parent suite setup failed:\n${failure}` : failure];
  const strings = ['', ...message, ...texts].map((text) => pack(escapeHtml(text)));
  const status = failure === undefined ? [1, 0, 5] : [0, 0, 5, 1];
  return `<html><script>
window.output["suite"] = ${JSON.stringify([1, 2, 3, 0, [], [0, 0, 9], [], [[4, 0, 0, [], status, []]], [], [1, 0, 1, 0]])};
window.output["strings"] = [];
window.output["strings"] = window.output["strings"].concat(${JSON.stringify(strings).replaceAll('</', '\\x3c/')});
</script></html>`;
}

function pack(text: string): string {
  return text.length < 80 ? `*${text}` : deflateSync(text).toString('base64');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A passed run of a Python task that left nothing. */
export function evidence(changes: Partial<RunEvidence> = {}): RunEvidence {
  return {
    status: 'SUCCEEDED',
    taskType: 'task',
    interpreter: 'python',
    sent: 'def main():\n    return []\n',
    elapsedSeconds: 3,
    artifacts: { report: reportOf('', ''), issues: '{}\n', log: robotLog(['shell returncode: 0']) },
    ...changes,
  };
}

/** Reads a run with its script read in this process. */
export function readRun(run: RunEvidence): Promise<RunReading> {
  return readRunWith(run, readEnding);
}
