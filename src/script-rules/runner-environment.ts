import type { Observation } from './findings.ts';

/** Variables that scripts often rely on and that the runner does not pass on. */
const ABSENT = new Set(['HOME', 'USER', 'LOGNAME', 'LANG', 'KUBECONFIG', 'TMPDIR', 'PYTHONPATH']);

/** Advice on a variable that a script reads, where neither the runner nor the caller sets it. */
export function absentVariable(name: string, offset: number, given: ReadonlySet<string>): Observation[] {
  if (given.has(name) || !(ABSENT.has(name) || name.startsWith('RW_'))) return [];
  const isKubeconfig = name === 'KUBECONFIG';
  return [
    {
      code: 'runner-variable',
      severity: 'advice',
      offset,
      message: `${name} is not set on the runner.`,
      fix: isKubeconfig
        ? "Name the secret KUBECONFIG in secret_vars, or set KUBECONFIG from the secret's own variable, e.g. kubeconfig."
        : `Pass ${name} in env_vars if the script needs it.`,
    },
  ];
}
