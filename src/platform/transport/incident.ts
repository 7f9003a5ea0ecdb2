/** What somebody who waits may want to know about a request under way. Holds no query and no credentials. */
export type Incident = (
  | { event: 'slow_platform'; after_ms: number }
  | { event: 'request_retried'; because: string; wait_ms: number }
) & {
  /** E.g. `the RunWhen API at papi.beta.runwhen.com`. */
  service: string;
  /** Method and path. */
  request: string;
};
