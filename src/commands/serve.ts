import type { Config } from '../config/schema.ts';

/** Serves until told to stop; only what the transport needs is loaded. */
export async function serve(config: Config): Promise<number> {
  if (config.transport === 'http') {
    const { serveOverHttp } = await import('../server/http/serve.ts');
    return serveOverHttp(config);
  }
  const { serveOverStdio } = await import('../server/stdio/serve.ts');
  return serveOverStdio(config);
}
