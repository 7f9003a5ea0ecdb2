import { bashMain, pythonMain } from '../../script-rules/judged.ts';
import type { ToolBench } from '../tool-caller.ts';

export { writesOf } from '../scripts/fast-bench.ts';

export const workspace_name = 'checkout-prod';
export const TASK = pythonMain('return []');
export const SLI = pythonMain('return 0.95');
export const BASH_TASK = bashMain("printf '[]' >&3");

/** The least that a commit takes. */
export const COMMIT = {
  workspace_name,
  slx_name: 'ledger-lag',
  alias: 'Ledger lag',
  statement: 'The ledger should be at most 30 s behind.',
  script: TASK,
};

/** What is stored of the SLX that `COMMIT` names; undefined where there is none. */
export function stored({ sandbox }: ToolBench, workspace = workspace_name) {
  return sandbox.world.workspaces.get(workspace)!.slxs.get(COMMIT.slx_name);
}

/** Bodies that were sent to save something, by what they save. */
export function payloads({ sandbox }: ToolBench) {
  const sent = (kind: string) =>
    sandbox.requests
      .filter(({ path }) => path.endsWith(`/${kind}/sync-typed`))
      .map(({ body }) => (body as { payload: Record<string, unknown> }).payload)[0];
  return { slx: sent('slxs'), runbook: sent('runbooks'), sli: sent('slis') };
}

/** The config variables of a payload by name. */
export function configOf(payload: Record<string, unknown> | undefined): Record<string, string> {
  const entries = (payload?.configProvided ?? []) as { name: string; value: string }[];
  return Object.fromEntries(entries.map(({ name, value }) => [name, value]));
}

export const decoded = (base64: string | undefined) => Buffer.from(base64 ?? '', 'base64').toString('utf8');
