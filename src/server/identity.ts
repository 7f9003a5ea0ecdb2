import { version } from '../../package.json';
import type { Config } from '../config/schema.ts';
import { PUBLIC_PLATFORMS } from '../names/public-platforms.ts';

export const VERSION: string = version;

const PULSE = 'M3 17h6l3-8 6 16 4-11 2 3h5';

const icon = (colour: string) =>
  `data:image/svg+xml;base64,${Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="${PULSE}" fill="none" stroke="${colour}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>`,
  ).toString('base64')}`;

/** How hosts show the server: its title, and these, which are the same for every environment. */
export const LOOKS = {
  name: 'runwhen-platform-mcp',
  websiteUrl: 'https://www.runwhen.com',
  icons: [
    { src: icon('#1b2a4a'), mimeType: 'image/svg+xml', sizes: ['any'], theme: 'light' as const },
    { src: icon('#e8eefc'), mimeType: 'image/svg+xml', sizes: ['any'], theme: 'dark' as const },
  ],
};

/** Distinguishes this server from others in the same client. */
export interface Identity {
  /** Shown by hosts, such as `RunWhen Platform (prod)`. */
  name: string;
  /** The environment: `prod`, `beta`, a self-hosted domain, `sandbox`, or `no platform` where none is set. */
  environment: string;
}

/** The label if there is one, otherwise environment and default workspace: `RunWhen Platform (beta/my-ws)`. */
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
