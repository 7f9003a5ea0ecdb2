import { isLoopback } from '../addresses.ts';

const LONGEST = 1024;

/** Schemes that browsers act on themselves: none of them opens an application that waits for a code. */
const BROWSER_SCHEMES = new Set(
  'about: blob: chrome: chrome-extension: data: devtools: edge: file: filesystem: ftp: intent: jar: javascript: mailto: moz-extension: resource: sms: tel: vbscript: view-source: ws: wss:'.split(
    ' ',
  ),
);

/** The port of an address on this device. */
const LOOPBACK_PORT = /^(http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])):\d+(?=[/?]|$)/;

/**
 * Whether codes may ever be sent to an address: https, http on this device, or a scheme that an application has
 * registered (RFC 8252); no fragment, no user name, nothing that a browser reads otherwise than it is written.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > LONGEST || !/^[\x21-\x7e]+$/.test(text) || /["'<>\\^`{|}#]/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (!/^https?:$/.test(protocol)) return !BROWSER_SCHEMES.has(protocol);
  if (!text.toLowerCase().startsWith(`${protocol}//${hostname}`)) return false;
  return protocol === 'https:' || isLoopback(bare(hostname));
}

/**
 * Whether an address is one of those that a client has named, character by character. Only the port may differ on
 * loopback addresses, for a native application takes whichever is free (RFC 8252 §7.3).
 */
export function isNamedRedirect(asked: string, named: readonly string[]): boolean {
  const withoutPort = asked.replace(LOOPBACK_PORT, '$1');
  return (
    isRedirectUri(asked) &&
    named.some((one) => one === asked || one.replace(LOOPBACK_PORT, '$1') === withoutPort)
  );
}

/** True where the code goes to an application on the device that the browser runs on. */
export function staysOnDevice(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return !/^https?:$/.test(protocol) || isLoopback(bare(hostname));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
