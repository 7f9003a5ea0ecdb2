import type { ResultOf } from '../../tool-kit/define-tool.ts';
import type { runSlx } from '../../tools/runs/run-slx.ts';
import type { getRunOutput } from '../../tools/scripts/get-run-output.ts';
import type { runScriptAndWait } from '../../tools/scripts/run-script-and-wait.ts';
import { shortName } from '../host.ts';
import type { AnswerOf } from '../reading-tools.ts';

type ScriptResult = ResultOf<typeof runScriptAndWait> | ResultOf<typeof getRunOutput>;
type SlxResult = ResultOf<typeof runSlx>;
/** What the three tools that this view draws may answer. */
export type RunAnswer = ScriptResult | SlxResult;

export interface RunIssue {
  title: string;
  severity: string;
  details?: string | undefined;
  nextSteps?: string | undefined;
}

/** A run as it is drawn, whichever tool told of it. */
export interface RunFacts {
  outcome: string;
  reason: string | undefined;
  crash: { exception: string; line?: number } | undefined;
  metric: string | undefined;
  issues: RunIssue[];
  /** Texts that the run left, the empty ones left out. */
  texts: { name: string; text: string }[];
  notes: string[];
  /** Of a committed SLX. */
  slx: string | undefined;
  session: number | undefined;
  /** Of a script that is not committed. */
  runId: string | undefined;
  location: string | undefined;
  seconds: number | undefined;
}

/** Every answer of the three tools, read in one way; each of them lacks some of it. */
export function factsOf(answer: RunAnswer): RunFacts {
  const all = answer as AnyOf<RunAnswer>;
  const texts = { Output: all.stdout, 'Error output': all.stderr, Report: all.report };
  return {
    outcome: all.outcome ?? (all.status === 'timeout' ? 'running' : 'unknown'),
    reason: all.outcome_reason,
    crash: all.crash,
    metric: all.metric,
    issues: ((all.issues ?? []) as IssueOfRun[]).map(issueOf),
    texts: Object.entries(texts).flatMap(([name, text]) => (text?.trim() ? [{ name, text }] : [])),
    notes: [...(all.notes ?? []), ...('trouble' in answer && answer.trouble ? [answer.trouble] : [])],
    slx: all.slx_name,
    session: all.session_id,
    runId: all.runId,
    location: all.location,
    seconds: all.elapsedSeconds ?? all.elapsed_seconds,
  };
}

type Sessions = AnswerOf<'get_run_sessions'>;

/** How a run of an SLX stands, out of its session; what is kept there is less than `run_slx` answers. */
export function factsOfSession(answer: Sessions, before: RunFacts): RunFacts {
  const session = 'results' in answer ? answer.results[0] : answer;
  const run = session?.runRequests.find(({ slxName }) => shortName(slxName) === before.slx);
  if (!run) return before;
  return {
    ...before,
    outcome: run.outcome ?? 'running',
    reason: run.outcome_reason,
    issues: run.issues.map(issueOf),
  };
}

type IssueOfRun = {
  title?: string | null | undefined;
  severity?: string | number | null | undefined;
  details?: string | null | undefined;
  nextSteps?: string | null | undefined;
};

function issueOf({ title, severity, details, nextSteps }: IssueOfRun): RunIssue {
  return {
    title: title ?? 'untitled',
    severity: String(severity ?? '?'),
    details: details ?? undefined,
    nextSteps: nextSteps ?? undefined,
  };
}

/** Every member that one of several answers has. */
type AnyOf<Union> = {
  [Key in KeyOf<Union>]?: Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
};
type KeyOf<Union> = Union extends unknown ? keyof Union : never;
