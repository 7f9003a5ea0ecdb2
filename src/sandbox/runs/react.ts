import { type Act, after, type Observation, observations } from '../rules/incident.ts';
import type { CodeBundleBinding, Runbook, Sli, Workspace } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { measure } from './measure.ts';

/** What a passed run of a seeded script changes; nothing where its runbook was committed since. */
export function reactToRun(
  world: World,
  workspace: Workspace,
  { acts }: Runbook,
  vars: Record<string, string>,
): void {
  if (acts === 'set-pool-size') react(world, workspace, { act: acts, poolSize: Number(vars.POOL_SIZE) });
  if (acts === 'redrive-dead-letters') react(world, workspace, { act: acts });
}

/** Lets the systems that the workspace's checks look at change, and measures again what changed. */
export function react(world: World, workspace: Workspace, act: Act): void {
  if (!workspace.incident) return;
  workspace.incident = after(workspace.incident, act);
  const seen: [string, Observation][] = Object.entries(observations(workspace.incident));
  for (const [name, { task, sli }] of seen) {
    const slx = workspace.slxs.get(name);
    if (slx?.runbook) observe(slx.runbook, task);
    if (slx?.sli && sli && observe(slx.sli, sli)) world.background(measureNow(world, workspace, slx.sli));
  }
}

/** Sets what a script reads to what it would see now. True where any of it changed. */
function observe(binding: CodeBundleBinding, env: Record<string, string>): boolean {
  const entry = binding.configProvided.find(({ name }) => name === 'CONFIG_ENV_MAP');
  const known: Record<string, string> = JSON.parse(entry?.value ?? '{}');
  const news = Object.entries(env).filter(([name, value]) => name in known && known[name] !== value);
  if (!entry || news.length === 0) return false;
  entry.value = JSON.stringify({ ...known, ...Object.fromEntries(news) });
  for (const [name, value] of news) {
    const own = binding.configProvided.find((other) => other.name === name);
    if (own) own.value = value;
  }
  return true;
}

/** The measurement of each SLI that is under way; the next one waits for it, so that the value kept is the latest. */
const underWay = new WeakMap<Sli, Promise<void>>();

function measureNow(world: World, workspace: Workspace, sli: Sli): Promise<void> {
  const next = (underWay.get(sli) ?? Promise.resolve()).then(() => measured(world, workspace, sli));
  underWay.set(sli, next);
  return next;
}

async function measured(world: World, workspace: Workspace, sli: Sli): Promise<void> {
  if (!world.executeScripts || world.ended.aborted) return;
  try {
    await measure(world, workspace, sli);
  } catch {
    // The sandbox is closing, or this machine has no bash: the value stays.
  }
}
