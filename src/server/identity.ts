import { version } from '../../package.json';
import type { Config } from '../config/schema.ts';
import { PUBLIC_PLATFORMS } from '../names/public-platforms.ts';

export const VERSION: string = version;

/** What tells this server from another in the same client. */
export interface Identity {
  /** Shown by hosts, such as `RunWhen Platform (prod)`. */
  name: string;
  /** Where it points: `prod`, `beta`, a self-hosted domain, `sandbox`, or `no platform` where nobody said. */
  environment: string;
}

/** The label if there is one, else environment and default workspace: `RunWhen Platform (beta/my-ws)`. */
export function identify(config: Config): Identity {
  const environment = config.sandbox ? 'sandbox' : environmentOf(config.apiUrl);
  const derived = config.defaultWorkspace ? `${environment}/${config.defaultWorkspace}` : environment;
  return { name: `RunWhen Platform (${config.label ?? derived})`, environment };
}

/** `papi.beta.runwhen.com` is beta, `papi.app.runwhen.com` and `papi.runwhen.com` are prod, `papi.acme.com` is acme.com. */
function environmentOf(apiUrl: string | undefined): string {
  if (!apiUrl) return 'no platform';
  const { host } = new URL(apiUrl);
  const rest = host.replace(/^papi\./, '');
  if (rest === 'runwhen.com' || host === new URL(PUBLIC_PLATFORMS.prod).host) return 'prod';
  return rest.replace(/\.runwhen\.com$/, '');
}
