/** Words for a run under way, in the forms that platforms and their queues use. The platform itself says RUNNING. */
const UNDER_WAY =
  /^(running|started|starting|pending|queued|scheduled|created|submitted|accepted|waiting|initiali[sz]ing|preparing|provisioning|dispatched|processing|active|in[ _-]?progress)$/i;

/** Words for a run that is over, other than SUCCEEDED and FAILED. */
const ENDED =
  /^(cancell?ed|aborted|terminated|killed|stopped|timed?[ _-]?out|expired|error(ed)?|rejected|skipped|success(ful)?|completed?|done|finished)$/i;

/** Whether a status says that the run is under way; `unknown` for an unknown word, or none. */
export type RunProgress = 'under-way' | 'over' | 'unknown';

export function runProgress(status: string | null | undefined): RunProgress {
  if (!status) return 'unknown';
  if (UNDER_WAY.test(status)) return 'under-way';
  return /^(succeeded|failed)$/i.test(status) || ENDED.test(status) ? 'over' : 'unknown';
}

/** The platform's own three words in its spelling; any other word as it came. */
export function canonicalStatus(status: string): string {
  return /^(running|succeeded|failed)$/i.test(status) ? status.toUpperCase() : status;
}
