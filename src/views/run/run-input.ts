const AROUND = 2;

type Args = Record<string, unknown>;

/** The variables of the call; of a secret, the name under which the workspace keeps it. */
export function variablesOf({ env_vars, runtime_var_overrides, secret_vars }: Args) {
  const plain = { ...entries(env_vars), ...entries(runtime_var_overrides) };
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value: String(value) })),
    ...Object.entries(entries(secret_vars)).map(([name, key]) => ({ name, value: `secret ${String(key)}` })),
  ];
}

/** The script around a line, where the call brought it as text. */
export function crashLines(line: number | undefined, { script }: Args): { number: number; text: string }[] {
  if (line === undefined || typeof script !== 'string') return [];
  const lines = script.split('\n');
  if (line > lines.length) return [];
  const from = Math.max(1, line - AROUND);
  return lines.slice(from - 1, line + AROUND).map((text, at) => ({ number: from + at, text }));
}

/** A host may pass on what the model wrote: an object, or the JSON of one. */
function entries(given: unknown): Record<string, unknown> {
  try {
    const value = typeof given === 'string' ? JSON.parse(given) : given;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
