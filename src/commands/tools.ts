import type { Config } from '../config/schema.ts';
import { listTools } from '../server/tool-list.ts';

/** Prints the tools that this configuration offers, a line each, or as JSON. */
export async function tools(config: Config, _args: string[], options: { json?: boolean }): Promise<number> {
  const list = listTools(config);
  const text = options.json
    ? JSON.stringify(list, null, 2)
    : list.map(({ name, title }) => `${name.padEnd(34)} ${title}`).join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}
