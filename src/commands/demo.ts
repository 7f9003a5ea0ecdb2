import type { Config } from '../config/schema.ts';
import { clientLines } from './demo/client-lines.ts';
import { connect } from './demo/connect.ts';
import { createScreen } from './demo/screen.ts';
import { playSession } from './demo/session.ts';

/**
 * Plays a whole session through a real MCP client: a second process serves the sandbox over stdio, and this one calls it.
 * Prints each call with a readable answer. Exit code 1 when a step does not go as it should.
 */
export async function demo(_config: Config): Promise<number> {
  const screen = createScreen(process.stdout);
  screen.title('RunWhen platform MCP: a session against the embedded sandbox');
  screen.say(
    'A server runs as a child process and an MCP client talks to it over standard input and output.',
  );
  screen.say('The sandbox has made-up data; the scripts really run on this machine, with python3 and bash.');
  const connection = await connect(screen);
  try {
    await playSession(connection, screen);
  } catch (error) {
    screen.fail(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await connection.close();
  }
  screen.title('Use it');
  screen.say(clientLines());
  return 0;
}
