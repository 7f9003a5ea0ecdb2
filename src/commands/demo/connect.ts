import { connectSandbox } from '../connect-sandbox.ts';
import type { Screen } from './screen.ts';

type Json = Record<string, unknown>;

/** A client with a server of its own. */
export interface Connection {
  /** Calls a tool and shows call and progress; returns the parsed answer. Throws when the tool answers with an error. */
  call(tool: string, args: Json): Promise<Json>;
  /** The same for a call that must be refused; returns the parsed error. Throws when it is not refused. */
  refused(tool: string, args: Json): Promise<Json>;
  close(): Promise<void>;
}

/** Starts `serve --sandbox` as a child process and connects to it. */
export async function connect(screen: Screen): Promise<Connection> {
  const client = await connectSandbox('runwhen-platform-mcp-demo');
  const { tools } = await client.listTools();
  screen.say(`Connected to “${client.getServerVersion()?.title}”, which offers ${tools.length} tools.`);

  const ask = async (tool: string, args: Json) => {
    screen.call(tool, args);
    const result = await client.callTool(
      { name: tool, arguments: args },
      {
        onprogress: ({ message }) => screen.progress(message ?? ''),
        timeout: 120_000,
        resetTimeoutOnProgress: true,
      },
    );
    screen.progressDone();
    const [content] = result.content as { type: string; text?: string }[];
    return { value: JSON.parse(content?.text ?? 'null') as Json, isError: result.isError === true };
  };
  return {
    call: async (tool, args) => {
      const { value, isError } = await ask(tool, args);
      if (isError) throw new Error(`${tool} answered with an error: ${JSON.stringify(value)}`);
      return value;
    },
    refused: async (tool, args) => {
      const { value, isError } = await ask(tool, args);
      if (!isError) throw new Error(`${tool} was expected to refuse, and answered ${JSON.stringify(value)}`);
      return (value.error ?? {}) as Json;
    },
    close: () => client.close(),
  };
}
