import { ToolError } from '../errors/tool-error.ts';
import { guardStderr, writeToStderr } from '../log/stderr.ts';
import { readConfig } from './read-config.ts';
import { serve } from './serve.ts';

/** Runs one command line and returns the process's exit code: 0 done, 1 failed, 2 wrong usage or configuration. */
export async function runCli(argv: string[]): Promise<number> {
  guardStderr();
  try {
    if (argv.length > 0) return await (await import('./program.ts')).runProgram(argv);
    // Hosts start the server without arguments and wait for it, so the command line's parser is not loaded.
    return await serve(await readConfig({}));
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    writeToStderr(`runwhen-platform-mcp: ${error.message}\n${error.hint}\n`);
    return 2;
  }
}
