import type { Config } from '../config/schema.ts';
import { writeToStderr } from '../log/stderr.ts';
import { serveOverStdio } from '../server/stdio/serve.ts';

/** Serves until told to stop; only what the transport needs is loaded. */
export async function serve(config: Config): Promise<number> {
  const { toolsets, tools, excludeTools } = config;
  if (toolsets.length + tools.length + excludeTools.length > 0) {
    const { checkChoice, SERVER } = await import('../server/choice.ts');
    checkChoice(config, SERVER);
  }
  if (config.transport === 'http') {
    const { serveOverHttp } = await import('../server/http/serve.ts');
    return serveOverHttp(config);
  }
  if (process.stdin.isTTY) writeToStderr(WAITING);
  return serveOverStdio(config);
}

/** A person who starts the server by hand would see nothing: standard output belongs to the protocol. */
const WAITING = `runwhen-platform-mcp: waiting for an MCP client on standard input; Ctrl-C ends it.
Hosts start it themselves: "setup" connects yours, "demo" shows what it does, "--help" lists the commands.
`;
