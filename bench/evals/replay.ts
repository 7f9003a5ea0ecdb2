import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { RecordedCall } from './record.ts';
import { judge, startScene } from './tasks.ts';
import { type Answers, answersOf, OURS } from './transcripts/ours.ts';

/** How a transcript went when it was made again. */
export interface Replayed {
  calls: (RecordedCall & { task: string })[];
  /** Texts of the errors, by the name of their step. */
  failed: Record<string, string>;
  /** Problems by task. */
  ends: Map<string, string[]>;
}

/** Makes the calls of our transcript anew, by a client over stdio, on a sandbox of its own, and judges the ends. */
export async function replay(program: string, environment: Record<string, string> = {}): Promise<Replayed> {
  const { sandbox, scene } = await startScene();
  const client = new Client({ name: 'evaluation', version: '1.0.0' });
  const { PATH = '', HOME = '' } = process.env;
  const urls = {
    RUNWHEN_AGENT_URL: sandbox.url,
    RUNWHEN_REGISTRY_URL: sandbox.url,
    RUNWHEN_APP_URL: sandbox.url,
  };
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program],
    cwd: '/',
    env: {
      PATH,
      HOME,
      RW_API_URL: sandbox.url,
      RUNWHEN_TOKEN: sandbox.token,
      MCP_CONFIRM: 'never',
      ...urls,
      ...environment,
    },
    stderr: 'ignore',
  });
  const answers: Answers = {};
  const replayed: Replayed = { calls: [], failed: {}, ends: new Map() };
  try {
    await client.connect(transport);
    for (const { task, call, args: make } of OURS) {
      const [tool] = call.split(' ') as [string];
      const args = make(answers);
      const start = performance.now();
      const { content, isError } = await client.callTool(
        { name: tool, arguments: args },
        { timeout: 120_000 },
      );
      const texts = (content as { text: string }[]).map(({ text }) => text);
      const bytes = Buffer.byteLength(texts.join(''));
      const failed = isError === true;
      replayed.calls.push({
        task,
        tool,
        arguments: args,
        failed,
        bytes,
        ms: Math.round(performance.now() - start),
      });
      if (failed) replayed.failed[call] = texts.join('');
      answers[call] = JSON.parse(texts[0]!);
    }
    replayed.ends = judge(answersOf(answers), scene);
  } finally {
    await client.close();
    await sandbox.close();
  }
  return replayed;
}
