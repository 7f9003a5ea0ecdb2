import { BOUNDS } from '../../config/bounds.ts';
import type { Config } from '../../config/schema.ts';
import { ToolError } from '../../errors/tool-error.ts';
import type { Service } from '../../platform/endpoints.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Reached, reach } from '../../platform/reach.ts';
import type { PlatformServices } from '../../platform/services.ts';
import { tokenFacts } from '../../platform/token-facts.ts';
import { noPlatform } from '../../platform/transport/call-facts.ts';
import { type Backend, createBackend } from '../../server/backend.ts';
import { theTool } from '../call.ts';
import { nameOf } from '../login/ask-platform.ts';
import { sourceOfToken } from '../whoami.ts';
import { type Check, failed, ok, unknown, warning } from './check.ts';

const CLOCK_MAY_DIFFER_S = 60;
/** How many workspaces have their roles and runners checked, the default one first. */
const WORKSPACES_LOOKED_AT = 5;
const SOON_MS = 7 * 24 * 3_600_000;

/** Everything behind the configured addresses: whether it is reached, the token, roles, runners. Nothing is changed. */
export async function checkPlatform(config: Config): Promise<Check[]> {
  if (!config.apiUrl && !config.sandbox) {
    const { message, hint } = noPlatform();
    return [failed('platform', message, hint)];
  }
  const backend = createBackend(config);
  try {
    const { services } = await backend.open();
    const reached = await checkAddresses(config, services);
    return [...reached.checks, ...(reached.api ? await checkToken(config, backend, reached.api) : [])];
  } finally {
    await backend.close();
  }
}

async function checkAddresses({ airgap }: Config, services: PlatformServices) {
  const names: [Service, string][] = [
    ['papi', `API ${hostOf(services.endpoints.apiUrl)}`],
    ['agent', `assistant ${hostOf(services.endpoints.agentUrl)}`],
    ['registry', `registry ${hostOf(services.endpoints.registryUrl)}`],
  ];
  const asked = await Promise.all(
    names.map(async ([service, about]): Promise<{ check: Check; reply?: Reached }> => {
      if (service === 'registry' && airgap) return { check: ok(about, 'not asked: RUNWHEN_AIRGAP is set') };
      try {
        const reply = await reach(service, services, signal());
        const said = `answers (${reply.status})`;
        const check =
          reply.status >= 500
            ? warning(about, `${said}: the service has a problem`, 'Try again later.')
            : { ...ok(about, said), ms: reply.ms };
        return { check, reply };
      } catch (error) {
        return {
          check: { ...explained(about, error), ...(service === 'papi' ? {} : { status: 'warning' }) },
        };
      }
    }),
  );
  const api = asked[0]?.reply;
  return { checks: [...asked.map(({ check }) => check), ...(api ? [checkClock(api)] : [])], api };
}

function checkClock({ date }: Reached): Check {
  if (!date) return unknown('clock', 'The API did not say what time it is.');
  const seconds = Math.round((Date.now() - date.getTime()) / 1000);
  const off = `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead of'} the API`;
  return Math.abs(seconds) <= CLOCK_MAY_DIFFER_S
    ? ok('clock', off)
    : warning('clock', off, 'Set the clock of this machine: tokens are judged by time.');
}

async function checkToken(config: Config, backend: Backend, _api: Reached): Promise<Check[]> {
  if (!config.token && !config.sandbox)
    return [failed('token', 'There is none.', 'Run runwhen-platform-mcp login, or set RUNWHEN_TOKEN.')];
  const { kind, expires } = tokenFacts(config.token ?? '');
  const from = sourceOfToken(config);
  const platform = await backend.platform({ token: config.token, tool: theTool(config, 'list_workspaces') });
  try {
    const user = await platform.users.whoami({ signal: signal() });
    return [
      ok('token', `${config.sandbox ? 'the sandbox’s' : kind} from ${from}, of ${nameOf(user)}`),
      ...checkExpiry(expires, config.sandbox),
      ...(await checkWorkspaces(config, platform)),
    ];
  } catch (error) {
    return [explained('token', error), ...checkExpiry(expires, config.sandbox)];
  }
}

function checkExpiry(expires: Date | undefined, sandbox: boolean): Check[] {
  if (sandbox) return [];
  const about = 'expiry';
  if (!expires)
    return [
      unknown(about, 'A personal access token does not say when it expires; Settings > Access Tokens does.'),
    ];
  const left = expires.getTime() - Date.now();
  const when = expires.toISOString();
  if (left <= 0)
    return [
      failed(about, `The token expired at ${when}.`, 'Make another and run login, or set RUNWHEN_TOKEN.'),
    ];
  if (left < SOON_MS) return [warning(about, `The token expires at ${when}.`, 'Make another before then.')];
  return [ok(about, when)];
}

async function checkWorkspaces({ defaultWorkspace }: Config, platform: Platform): Promise<Check[]> {
  const { workspaces } = await platform.workspaces.list({ signal: signal() });
  const names = workspaces.map(({ name }) => name);
  if (names.length === 0)
    return [
      failed('workspaces', 'This token sees none.', 'Have an administrator add its owner to a workspace.'),
    ];
  const first = defaultWorkspace && names.includes(defaultWorkspace) ? [defaultWorkspace] : [];
  const looked = [...new Set([...first, ...names])].slice(0, WORKSPACES_LOOKED_AT);
  const found = await Promise.all(looked.map((name) => checkWorkspace(name, platform)));
  return [
    ok(
      'workspaces',
      `${names.length}${names.length > looked.length ? `, of which ${looked.length} are looked at` : ''}`,
    ),
    ...(defaultWorkspace && first.length === 0
      ? [
          failed(
            'DEFAULT_WORKSPACE',
            `This token sees no workspace ${defaultWorkspace}.`,
            `It sees: ${names.join(', ')}.`,
          ),
        ]
      : []),
    ...found.flat(),
  ];
}

async function checkWorkspace(name: string, platform: Platform): Promise<Check[]> {
  const asking = { signal: signal() };
  const [roles, places] = await Promise.allSettled([
    platform.workspaces.roles(name, asking),
    platform.locations.list(name, asking),
  ]);
  const about = `workspace ${name}`;
  return [
    roles.status === 'fulfilled'
      ? ok(about, `role ${roles.value.join(', ') || 'none'}`)
      : { ...explained(about, roles.reason), status: 'warning' },
    places.status === 'rejected'
      ? { ...explained(`runners of ${name}`, places.reason), status: 'warning' }
      : places.value.locations.length === 0
        ? warning(
            `runners of ${name}`,
            'none is known',
            'Scripts cannot run there before a runner is installed.',
          )
        : ok(
            `runners of ${name}`,
            places.value.locations
              .map((place) => `${place.name} (${place.health ?? 'health unknown'})`)
              .join(', '),
          ),
  ];
}

function explained(about: string, error: unknown): Check {
  if (error instanceof ToolError) return failed(about, error.message, error.hint);
  if (error instanceof Error && error.name === 'TimeoutError')
    return failed(
      about,
      `No answer within ${BOUNDS.doctorRequest.limit / 1000} s.`,
      'Check the network and the proxy variables.',
    );
  throw error;
}

const signal = () => AbortSignal.timeout(BOUNDS.doctorRequest.limit);

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : address);
