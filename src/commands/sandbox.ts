import type { Config } from '../config/schema.ts';
import { startSandbox } from '../sandbox/start.ts';

/** Runs the sandbox alone until it is told to stop. */
export async function sandbox(config: Config): Promise<number> {
  const running = await startSandbox({ host: config.host, port: config.port, slxs: config.sandboxSlxs });
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
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await running.close();
  return 0;
}
