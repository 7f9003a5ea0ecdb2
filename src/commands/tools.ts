import type { Config } from '../config/schema.ts';
import { listTools } from '../server/tool-list.ts';
import { publishTool } from '../tool-kit/publish-tool.ts';
import { toolHelp } from './call/tool-help.ts';
import { theTool } from './call.ts';

/**
 * Prints the tools that this configuration offers, one a line, or the arguments of one of them; with `json`, as clients see
 * them.
 */
export async function tools(config: Config, [name]: string[], options: { json?: boolean }): Promise<number> {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  if (name !== undefined) {
    const tool = theTool(config, name);
    write(options.json ? JSON.stringify(publishTool(tool, config), null, 2) : toolHelp(tool, config));
    return 0;
  }
  const list = listTools(config);
  write(
    options.json
      ? JSON.stringify(list, null, 2)
      : list.map(({ name, title }) => `${name.padEnd(34)} ${title}`).join('\n'),
  );
  return 0;
}
