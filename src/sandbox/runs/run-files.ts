import type { RunArtifacts } from '../runner/run.ts';
import { signArtifact } from '../state/artifacts.ts';
import type { RunRequest } from '../state/records.ts';
import type { World } from '../state/world.ts';

/** Uploads the files of a run, and gives the signed URLs that a run request carries. */
export function signRunFiles(world: World, artifacts: RunArtifacts): RunRequest['files'] {
  const sign = (filename: string, contentType: string, body: string) =>
    signArtifact(world, { filename, contentType, body }).signedUrl;
  return {
    robotLogFile: sign('log.html', 'text/html', artifacts.log),
    robotStdoutFile: sign('stdout.txt', 'text/plain', artifacts.stdout),
    reportFile: sign('report.jsonl', 'application/jsonl', artifacts.report),
    issuesFile: sign('issues.jsonl', 'application/jsonl', artifacts.issues),
  };
}
