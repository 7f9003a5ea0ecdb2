import { z } from 'zod';
import { BOUNDS } from '../config/bounds.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { about } from './expected.ts';
import { path } from './path.ts';
import type { CallOptions, Requester } from './request.ts';
import { canonicalStatus } from './run-status.ts';
import { anySpelling } from './spelling.ts';

/** A script to try on a runner without committing it. */
export interface AuthorRunSpec {
  /** The script's text; the platform encodes it. */
  command: string;
  /** Name of the location that runs it. */
  location: string;
  runType: 'task' | 'sli';
  interpreter: 'bash' | 'python';
  envVars: Record<string, string>;
  /** The name that the script sees, with the workspace's key for the secret. */
  secretVars: Record<string, string>;
}

const status = z.string().transform(canonicalStatus).nullish();

const authorRun = anySpelling({ runId: z.string().min(1), status });

const artifact = anySpelling({
  /** `log` is report.jsonl, `issues` issues.jsonl, `debug` log.html. */
  type: z.string(),
  filename: z.string().nullish(),
  contentType: z.string().nullish(),
  signedUrl: z.string().nullish(),
  expiresAt: z.string().nullish(),
});

const authorRunOutput = anySpelling({
  runId: z.string().nullish(),
  status,
  artifacts: z.array(artifact),
});

/** `status` is RUNNING, then SUCCEEDED or FAILED: the platform documents no others, and any other is kept as it came. */
export type AuthorRun = z.output<typeof authorRun>;
export type AuthorRunOutput = z.output<typeof authorRunOutput>;

export interface AuthorRuns {
  /** Never sent twice. */
  start(workspace: string, run: AuthorRunSpec, options: CallOptions): Promise<AuthorRun>;
  status(workspace: string, runId: string, options: CallOptions): Promise<AuthorRun>;
  output(workspace: string, runId: string, options: CallOptions): Promise<AuthorRunOutput>;
  /** An artifact's text by its signed URL, read without credentials and within the bounds on artifacts. */
  fetchArtifact(signedUrl: string, options: CallOptions): Promise<string>;
}

export function createAuthorRuns(request: Requester): AuthorRuns {
  return {
    start: (workspace, run, { signal }) =>
      request.json(authorRun, {
        method: 'POST',
        path: path`/api/v3/workspaces/${workspace}/author/run`,
        body: run,
        signal,
      }),
    status: (workspace, runId, { signal }) =>
      request
        .json(about(authorRun, 'runId', runId), {
          path: path`/api/v3/workspaces/${workspace}/author/run/${runId}/status`,
          signal,
        })
        .catch((error) => {
          throw error instanceof NotFound ? unknownRun(workspace, runId, error) : error;
        }),
    output: (workspace, runId, { signal }) =>
      request.json(about(authorRunOutput, 'runId', runId), {
        path: path`/api/v3/workspaces/${workspace}/author/run/${runId}/output`,
        signal,
      }),
    fetchArtifact: (signedUrl, { signal }) =>
      request.download(signedUrl, {
        signal,
        maxBytes: BOUNDS.artifactBody.limit,
        timeoutMs: BOUNDS.artifact.limit,
      }),
  };
}

function unknownRun(workspace: string, runId: string, cause: NotFound): NotFound {
  return new NotFound(`There is no test run ${JSON.stringify(runId)} in ${workspace}.`, {
    hint: 'Give run_id as run_script answers it, and the workspace that it ran in. If there is none, run the script again.',
    ...(cause.status === undefined ? {} : { status: cause.status }),
    cause,
  });
}
