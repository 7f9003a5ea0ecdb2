/*
 * The server as it is, in a process of its own, with two doors that only tests have: FAULT_BOUNDS, other bounds as JSON,
 * so that what takes minutes is reached in seconds; and over stdio a token of its own for each call, so that no call
 * finds in a cache what it is to ask for.
 */
import { BOUNDS, type Bound } from '../../src/config/bounds.ts';
import { loadConfig } from '../../src/config/load.ts';
import { serveOverHttp } from '../../src/server/http/serve.ts';
import { serveOverStdio } from '../../src/server/stdio/serve.ts';

for (const [name, limit] of Object.entries(JSON.parse(process.env.FAULT_BOUNDS ?? '{}'))) {
  const bound: Bound = BOUNDS[name as keyof typeof BOUNDS];
  bound.limit = limit as number;
}
const config = loadConfig({ environment: process.env, workingDirectory: process.cwd() });
if (config.transport === 'http') await serveOverHttp(config);
else {
  const token = config.token;
  let calls = 0;
  Object.defineProperty(config, 'token', { get: () => `${token}-${calls++}` });
  await serveOverStdio(config);
}
