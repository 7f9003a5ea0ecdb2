import { randomBytes } from 'node:crypto';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { type Copy, startCopy } from './copy.ts';
import { type Balancer, freePort, startBalancer } from './nginx.ts';

/** Two copies of the server behind nginx, in front of one platform. */
export interface TwoCopies {
  sandbox: Sandbox;
  copies: Copy[];
  balancer: Balancer;
  /** The address that clients use, without `/mcp`. */
  origin: string;
  stop(): Promise<void>;
}

const CLIENT = { clientId: 'runwhen-mcp', clientSecret: 'known to the platform and the server' };

export async function startTwoCopies(): Promise<TwoCopies> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const sandbox = await startSandbox({ oauth: { ...CLIENT, redirectUris: [`${origin}/auth/callback`] } });
  const environment = {
    RW_API_URL: sandbox.url,
    RUNWHEN_AGENT_URL: sandbox.url,
    RUNWHEN_APP_URL: sandbox.url,
    RUNWHEN_REGISTRY_URL: sandbox.url,
    MCP_BASE_URL: origin,
    MCP_PAPI_OAUTH_CLIENT_ID: CLIENT.clientId,
    MCP_PAPI_OAUTH_CLIENT_SECRET: CLIENT.clientSecret,
    MCP_OAUTH_SEALING_KEY: randomBytes(32).toString('base64'),
    MCP_POLL_INTERVAL_S: '0.2',
  };
  const copies = await Promise.all([startCopy(environment), startCopy(environment)]);
  const ports = copies.map((copy) => copy.port);
  const balancer = await startBalancer(port, ports);
  return {
    sandbox,
    copies,
    balancer,
    origin,
    stop: async () => {
      await balancer.stop();
      await Promise.all(copies.map((copy) => copy.end('SIGKILL')));
      await sandbox.close();
    },
  };
}
