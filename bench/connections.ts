import { startSandbox } from '../src/sandbox/start.ts';
import { platformAt, signal } from './platform-at.ts';
import { report } from './report.ts';

const CALLS = 100;

const sandbox = await startSandbox();
const { platform, close } = platformAt(sandbox.url, sandbox.token);
for (let call = 0; call < CALLS; call++) {
  await platform.slxs.get('checkout-prod', 'checkout-api-pods', { signal });
}
const ports = new Set(sandbox.requests.map(({ remotePort }) => remotePort));
const calls = sandbox.requests.length;
await close();
await sandbox.close();

report({
  measured: 'TCP connections that sequential calls to the platform open, seen from the platform',
  numbers: { calls, connections: ports.size },
  bound: `${CALLS} calls over one connection`,
  held: calls === CALLS && ports.size === 1,
});
