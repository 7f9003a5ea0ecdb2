import type { Act } from '../rules/incident.ts';
import type { Cluster, Namespace } from '../runner/run.ts';
import type { Slx, Workspace } from '../state/records.ts';

/**
 * The clusters of a workspace, as far as its checks look at them; `react` hears what is done to the one that the incident
 * is in. Without it nothing can be changed.
 */
export function clusterOf(workspace: Workspace, react?: (act: Act) => void): Cluster {
  const slxs = [...workspace.slxs.values()].filter((slx) => tag(slx, 'platform') === 'kubernetes');
  const within = (context: string, namespace: string) =>
    slxs.filter((slx) => tag(slx, 'cluster') === context && tag(slx, 'namespace') === namespace);
  return {
    contexts: [...new Set(slxs.flatMap((slx) => tag(slx, 'cluster') ?? []))],
    namespace(context, name) {
      const checks = within(context, name);
      if (checks.length === 0) return undefined;
      return {
        pods: checks.flatMap((slx): Namespace['pods'] => seen(slx, 'PODS')),
        events: checks.flatMap((slx): Namespace['events'] => seen(slx, 'EVENTS')),
      };
    },
    deployments: (context, name) => [
      ...new Set(
        within(context, name)
          .filter((slx) => tag(slx, 'resource_type') === 'deployment')
          .flatMap((slx) => tag(slx, 'resource_name') ?? []),
      ),
    ],
    ...(react ? { act: ({ act, deployment, factor }) => react({ act, deployment, factor }) } : {}),
  };
}

function tag({ tags }: Slx, name: string): string | undefined {
  return tags.find((one) => one.name === name)?.value;
}

/** What a check's own configuration stands for: the reply of kubectl as JSON. */
function seen<Item>({ runbook }: Slx, name: string): Item[] {
  const entry = runbook?.configProvided.find((one) => one.name === name);
  if (!entry) return [];
  try {
    const value: unknown = JSON.parse(entry.value);
    return Array.isArray(value) ? (value as Item[]) : [];
  } catch {
    return [];
  }
}
