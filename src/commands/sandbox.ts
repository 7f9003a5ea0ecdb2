import type { Config } from '../config/schema.ts';
import { InvalidArguments } from '../errors/request-errors.ts';
import { writeToStderr } from '../log/stderr.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { signalToEnd } from '../server/end-process.ts';
import { isLoopback } from '../server/http/addresses.ts';
import { CALLBACK_PATH } from '../server/http/oauth/sign-in.ts';

interface SandboxCommandOptions {
  /** Addresses that browser sign-in may return to, compared exactly. */
  oauthRedirect?: string[];
}

/** Runs only the sandbox until it is told to stop; its output can be used as a file of variables. */
export async function sandbox(
  config: Config,
  { oauthRedirect = [] }: SandboxCommandOptions,
): Promise<number> {
  const running = await start(config, oauthRedirect.map(redirectUri));
  if (!isLoopback(config.host)) {
    writeToStderr(
      `The sandbox listens on ${config.host}: whoever reaches it with its token runs scripts on this machine. --host 127.0.0.1 keeps it here.\n`,
    );
  }
  const told = signalToEnd();
  process.stdout.write(
    [
      '# The sandbox is running. Use it with these variables:',
      `RW_API_URL=${running.url}`,
      `RUNWHEN_AGENT_URL=${running.url}`,
      `RUNWHEN_APP_URL=${running.url}`,
      `RUNWHEN_REGISTRY_URL=${running.url}`,
      `RUNWHEN_TOKEN=${running.token}`,
      ...signIn(running, oauthRedirect),
      '',
    ].join('\n'),
  );
  await told;
  await running.close();
  return 0;
}

/** What a server needs so that people can sign in to it at this sandbox. */
function signIn({ world: { oauth } }: Sandbox, [redirect]: string[]): string[] {
  if (redirect === undefined) return [];
  const { origin, pathname } = new URL(redirect);
  return [
    '# Its OAuth client, for browser sign-in to a server that is started with these.',
    ...(pathname === CALLBACK_PATH ? [`MCP_BASE_URL=${origin}`] : []),
    `MCP_PAPI_OAUTH_CLIENT_ID=${oauth.clientId}`,
    `MCP_PAPI_OAUTH_CLIENT_SECRET=${oauth.clientSecret}`,
  ];
}

function redirectUri(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.hash === '') return given;
  throw new InvalidArguments(`--oauth-redirect takes an http:// or https:// URL, and got ${given}.`, {
    hint: `It is the address of your server with ${CALLBACK_PATH}, such as http://127.0.0.1:8000${CALLBACK_PATH}.`,
  });
}

async function start({ host, port, sandboxSlxs: slxs }: Config, redirectUris: string[]): Promise<Sandbox> {
  try {
    return await startSandbox({ host, port, slxs, oauth: { redirectUris } });
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    if (!code || !syscall) throw cause;
    throw new InvalidArguments(`The sandbox cannot listen on ${host}, port ${port} (${code}).`, {
      hint: 'Give another --host or --port; port 0 picks a free one.',
      cause,
    });
  }
}
