import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { pathInteger, pathSlx } from '../http/path-parameters.ts';
import { paging, parseQuery } from '../http/query.ts';
import { notFound, page } from '../http/reply.ts';
import type { RunArtifacts } from '../runner/run.ts';
import type { RunRequest, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { runRequestView } from '../views/run-session.ts';
import { fullName } from '../views/slx.ts';
import { V3 } from './paths.ts';

const RUNS = `${V3}/slxs/:slx_short_name/runbook/runs` as const;

/** Single runs of a runbook and what they left behind. */
export function runRequestRoutes(app: SandboxApp, world: World): void {
  app.get(RUNS, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    const slx = pathSlx(c, workspace);
    const query = parseQuery(c, paging(250));
    const runs = allRuns(workspace).filter((run) => run.slxShortName === slx.shortName);
    const envelope = page(c, runs, query, (run) => runRequestView(workspace, run));
    return c.json({ ...envelope, limit: query.limit, offset: query.offset });
  });

  app.get(`${RUNS}/:run_request_id`, (c) => {
    const { workspace, run } = pathRun(c, world);
    return c.json(runRequestView(workspace, run));
  });

  app.get(`${RUNS}/:run_request_id/report`, (c) => {
    const { run } = pathRun(c, world);
    const lines = artifactsOf(run).report.split('\n');
    return c.json(lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line)));
  });

  app.get(`${RUNS}/:run_request_id/issues`, (c) => {
    const { workspace, run } = pathRun(c, world);
    const found = [...workspace.issues.values()].filter((issue) =>
      issue.occurrences.some((occurrence) => run.occurrenceIds.includes(occurrence.id)),
    );
    const issues = found.map(({ id, title, severity, slxShortName }) => ({
      id,
      title,
      severity: String(severity),
      slx_name: slxShortName && fullName(workspace, slxShortName),
    }));
    return c.json({ issues, total: issues.length });
  });

  app.get(`${RUNS}/:run_request_id/output`, (c) => {
    const { run } = pathRun(c, world);
    const { log } = artifactsOf(run);
    const tasks = [
      ...titles(run.passedTitles, 'PASS'),
      ...titles(run.failedTitles, 'FAIL'),
      ...titles(run.skippedTitles, 'SKIP'),
    ];
    const suite = { name: run.slxShortName, starttime: run.requestTime, endtime: run.responseTime, tasks };
    return c.json({ output: { suite }, size_bytes: Buffer.byteLength(log) });
  });

  app.get(`${V3}/run-requests/:run_request_id/log`, (c) => {
    const { workspace } = requireWorkspace(c, world, 'read');
    return c.text(artifactsOf(find(workspace, pathInteger(c, 'run_request_id'))).log);
  });
}

function pathRun(c: SandboxContext, world: World) {
  const { workspace } = requireWorkspace(c, world, 'read');
  const run = find(workspace, pathInteger(c, 'run_request_id'));
  if (run.slxShortName !== c.req.param('slx_short_name')) throw notFound(`RunRequest ${run.id} not found`);
  return { workspace, run };
}

function find(workspace: Workspace, id: number): RunRequest {
  const run = allRuns(workspace).find((candidate) => candidate.id === id);
  if (!run) throw notFound(`RunRequest ${id} not found`);
  return run;
}

/** Newest first. */
function allRuns(workspace: Workspace): RunRequest[] {
  return [...workspace.runSessions.values()]
    .flatMap((session) => session.runRequests)
    .sort((a, b) => (a.created < b.created ? 1 : -1));
}

function artifactsOf(run: RunRequest): RunArtifacts {
  if (!run.artifacts) throw notFound(`RunRequest ${run.id} has no artifacts yet`);
  return run.artifacts;
}

function titles(joined: string, status: string) {
  return joined === '' ? [] : joined.split('||').map((name) => ({ name, status }));
}
