import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { signalToEnd } from '../server/end-process.ts';

/** Runs the sandbox alone until it is told to stop. */
export async function sandbox(config: Config): Promise<number> {
  const running = await start(config);
  process.stdout.write(
    [
      '# The sandbox is running. Use it with these variables:',
      `RW_API_URL=${running.url}`,
      `RUNWHEN_AGENT_URL=${running.url}`,
      `RUNWHEN_APP_URL=${running.url}`,
      `RUNWHEN_REGISTRY_URL=${running.url}`,
      `RUNWHEN_TOKEN=${running.token}`,
      '',
    ].join('\n'),
  );
  await signalToEnd();
  await running.close();
  return 0;
}

async function start({ host, port, sandboxSlxs: slxs }: Config): Promise<Sandbox> {
  try {
    return await startSandbox({ host, port, slxs });
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (!code || !syscall) throw cause;
    throw new InvalidArguments(`The sandbox cannot listen on ${host}, port ${port} (${code}).`, {
      hint: 'Give another --host or --port; port 0 picks a free one.',
      cause,
    });
  }
}
