import type { RunEvidence, RunReading } from '../run-outcome/evidence.ts';
import { readRun } from '../run-outcome/run-outcome.ts';
import { readEndingApart } from '../script-reader/read-script.ts';
import type { ToolContext } from '../tool-kit/define-tool.ts';

/** Tells what really happened to a run, the same for every tool; its script is read in the reader's process. */
export function readEvidence(
  evidence: RunEvidence,
  { platform, signal }: Pick<ToolContext, 'platform' | 'signal'>,
): Promise<RunReading> {
  return readRun(evidence, (script) => readEndingApart(script, { caller: platform.caller, signal }));
}
