/** One instruction of a Dockerfile, with its continuation lines joined. */
export interface Instruction {
  name: string;
  /** Options such as `--from=build`, by name. */
  options: Record<string, string>;
  rest: string;
}

/** The stages of a Dockerfile, each from its `FROM`. */
export function parseStages(text: string): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const line of text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')) {
    const [, name, given] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (!name) continue;
    const options = Object.fromEntries(
      [...given!.matchAll(/(?:^|\s)--([\w-]+)(?:=(\S+))?/g)].map(([, key, value]) => [key, value ?? '']),
    );
    const instruction = { name, options, rest: given!.replace(/^(\s*--[\w-]+(=\S+)?\s+)+/, '').trim() };
    if (name === 'FROM') stages.push([instruction]);
    else stages.at(-1)!.push(instruction);
  }
  return stages;
}
