import { z } from 'zod';
import { requireWorkspace } from '../http/access.ts';
import type { SandboxApp, SandboxContext } from '../http/context.ts';
import { badRequest, forbidden, notFound, parseBody, unavailable } from '../http/reply.ts';
import type { RunArtifacts, RunSpec } from '../runner/run.ts';
import { runScript } from '../runner/run-script.ts';
import { signArtifact } from '../state/artifacts.ts';
import type { AuthorRun, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { V3 } from './paths.ts';

const RUNS = `${V3}/author/run` as const;
/** Every author run has this title, whatever it tries. */
const TITLE = 'dev-test';

/** What is uploaded in the place of a jsonl file that was never written. */
const NOT_WRITTEN = '{}\n';

const variables = z.record(z.string(), z.string()).default({});

/** `runType` is the published spelling; `run_type` is the Python server's. Other unknown keys are dropped. */
const authorRunBody = z.object({
  command: z.string(),
  location: z.string(),
  runType: z.string().optional(),
  run_type: z.string().optional(),
  interpreter: z.string().default('bash'),
  envVars: variables,
  secretVars: variables,
});
type AuthorRunBody = z.output<typeof authorRunBody>;

const FILES = [
  { type: 'log', filename: 'report.jsonl', contentType: 'application/jsonl', key: 'report' },
  { type: 'issues', filename: 'issues.jsonl', contentType: 'application/jsonl', key: 'issues' },
  { type: 'debug', filename: 'log.html', contentType: 'text/html', key: 'log' },
] as const;

/** Author runs: a script tried on a runner without committing it. */
export function authorRunRoutes(app: SandboxApp, world: World): void {
  app.post(RUNS, async (c) => {
    const { workspace, caller } = requireWorkspace(c, world, 'admin');
    const body = await parseBody(c, authorRunBody);
    requireLocation(workspace, body.location);
    if (!world.executeScripts) throw unavailable('This sandbox does not execute scripts.');
    const run: AuthorRun = {
      runId: world.nextUuid(),
      ownerEmail: caller.email,
      status: 'RUNNING',
      artifacts: null,
      created: world.timestamp(),
    };
    workspace.authorRuns.set(run.runId, run);
    world.background(execute(run, authorRunSpec(world, workspace, body)));
    return c.json({ runId: run.runId, status: run.status }, 202);
  });

  app.get(`${RUNS}/:run_id/status`, (c) => {
    const { runId, status } = ownRun(c, world);
    return c.json({ runId, status });
  });

  app.get(`${RUNS}/:run_id/output`, (c) => {
    const { runId, status, artifacts } = ownRun(c, world);
    return c.json({ runId, status, artifacts: FILES.map((file) => artifactRow(world, file, artifacts)) });
  });
}

function requireLocation(workspace: Workspace, location: string): void {
  const known = workspace.runners.some(({ name, uuid }) => name === location || uuid === location);
  if (known) return;
  throw badRequest(`Location '${location}' is not authorized for workspace '${workspace.name}'`);
}

function ownRun(c: SandboxContext, world: World): AuthorRun {
  const { workspace, caller } = requireWorkspace(c, world, 'read');
  const run = workspace.authorRuns.get(c.req.param('run_id') ?? '');
  if (!run) throw notFound('Run not found');
  if (run.ownerEmail !== caller.email) throw forbidden('Only the user who created the run may read it');
  return run;
}

/** The platform's debug runbook: always the task's bundle, also for an SLI script. */
function authorRunSpec(world: World, workspace: Workspace, body: AuthorRunBody): RunSpec {
  return {
    kind: 'task',
    pathToRobot: 'codebundles/tool-builder/runbook.robot',
    config: {
      GEN_CMD: Buffer.from(body.command).toString('base64'),
      INTERPRETER: body.interpreter,
      TASK_TITLE: TITLE,
      CONFIG_ENV_MAP: JSON.stringify(body.envVars),
      SECRET_ENV_MAP: JSON.stringify(Object.keys(body.secretVars)),
      RUN_TYPE: (body.runType ?? body.run_type) === 'sli' ? 'sli' : 'runbook',
    },
    secretKeys: body.secretVars,
    readSecret: (key) => workspace.secrets.get(key),
    now: world.now,
    signal: world.ended,
  };
}

/** A run counts as a success when a task passed, whatever its script did. */
async function execute(run: AuthorRun, spec: RunSpec): Promise<void> {
  try {
    const outcome = await runScript(spec);
    run.artifacts = outcome.artifacts;
    run.status = outcome.passedTitles.length > 0 ? 'SUCCEEDED' : 'FAILED';
  } catch (error) {
    // The sandbox is closing, or the machine has no bash.
    const reason = `No runner could take the run: ${(error as Error).message}`;
    run.artifacts = { report: NOT_WRITTEN, issues: NOT_WRITTEN, log: reason, stdout: reason };
    run.status = 'FAILED';
  }
}

function artifactRow(
  world: World,
  { type, filename, contentType, key }: (typeof FILES)[number],
  artifacts: RunArtifacts | null,
) {
  const signed = artifacts
    ? signArtifact(world, { filename, contentType, body: artifacts[key] })
    : { signedUrl: null, expiresAt: world.timestamp() };
  return { type, filename, contentType, ...signed };
}
