import type { Random } from '../fuzz/grammar.ts';

/** The lines of a text, each of them a fragment of a program. */
export function fragments(text: string): string[] {
  return text.split('\n').filter(Boolean);
}

export function choose<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)]!;
}

/** One to `most` of what is made. */
export function times<T>(random: Random, most: number, make: () => T): T[] {
  return Array.from({ length: 1 + Math.floor(random() * most) }, make);
}

/** A definition of each helper that a script, or another helper, calls by its name. */
export function helpersFor(
  helpers: Record<string, readonly string[]>,
  script: string,
  pick: (forms: readonly string[]) => string,
): string[] {
  const chosen = new Map<string, string>();
  for (let text = script, size = -1; size < chosen.size; text = [script, ...chosen.values()].join('\n')) {
    size = chosen.size;
    for (const [name, forms] of Object.entries(helpers)) {
      if (!chosen.has(name) && new RegExp(`\\b${name}\\b`).test(text)) chosen.set(name, pick(forms));
    }
  }
  return [...chosen.values()];
}
