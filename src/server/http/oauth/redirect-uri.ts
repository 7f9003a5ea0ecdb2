import { isLoopback } from '../addresses.ts';

const LONGEST = 1024;

/** Schemes that browsers act on themselves: none of them opens an application that waits for a code. */
const BROWSER_SCHEMES = new Set(
  'about: blob: chrome: chrome-extension: data: devtools: edge: file: filesystem: ftp: intent: jar: javascript: mailto: moz-extension: resource: sms: tel: vbscript: view-source: ws: wss:'.split(
    ' ',
  ),
);

/**
 * Whether codes may ever be sent to an address: https, http on this device, or a scheme that an application has
 * registered (RFC 8252); no fragment, no user name, nothing that a browser reads otherwise than it is written.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > LONGEST || !/^[\x21-\x7e]+$/.test(text) || /["'<>\\^`{|}#]/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  if (protocol === 'http:') return isLoopback(bare(hostname));
  return !BROWSER_SCHEMES.has(protocol);
}

/**
 * Whether an address is one of those that a client has named, character by character. Only the port may differ on
 * loopback addresses, for a native application takes whichever is free (RFC 8252 §7.3).
 */
export function isNamedRedirect(asked: string, named: readonly string[]): boolean {
  return isRedirectUri(asked) && named.some((one) => one === asked || differByPort(one, asked));
}

/** True where the code goes to an application on the device that the browser runs on. */
export function staysOnDevice(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return !/^https?:$/.test(protocol) || isLoopback(bare(hostname));
}

function differByPort(named: string, asked: string): boolean {
  if (!isRedirectUri(named)) return false;
  const [one, other] = [new URL(named), new URL(asked)];
  if (one.protocol !== 'http:' || !isLoopback(bare(one.hostname))) return false;
  one.port = other.port;
  return one.href === other.href;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
