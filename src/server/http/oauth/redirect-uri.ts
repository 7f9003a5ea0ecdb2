import { isLoopback } from '../addresses.ts';

const LONGEST = 1024;

/** Editors and agents whose scheme is a bare name. */
const APPLICATION_SCHEMES = new Set(
  'claude cursor cursor-nightly vscode vscode-insiders vscodium code-oss windsurf windsurf-next zed goose kiro trae antigravity raycast warp jetbrains idea pycharm webstorm goland'.split(
    ' ',
  ),
);

/** Names of operating systems and their makers, whose schemes start programs of the system. */
const SYSTEM_SCHEME =
  /^(?:ms|x|com\.apple|com\.microsoft|com\.android|com\.google\.android|org\.gnome|org\.kde)(?:[-.]|$)/;

/** The rule for private-use schemes, as a refusal states it. */
export const OWN_SCHEMES =
  'a reversed domain name such as com.example.editor, or the scheme of a known editor';

/**
 * Whether a scheme is an application's own: a reversed domain name, as in RFC 8252 §7.1, or that of a known editor. A
 * browser or an operating system may act on any other.
 */
function isOwnScheme(scheme: string): boolean {
  if (APPLICATION_SCHEMES.has(scheme)) return true;
  return /^[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+$/.test(scheme) && !SYSTEM_SCHEME.test(scheme);
}

/** The port of a loopback address. */
const LOOPBACK_PORT = /^(http:\/\/(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])):\d+(?=[/?]|$)/;

/**
 * Whether codes may ever be sent to an address: https, http on loopback, or an application's own scheme (RFC 8252); without
 * a fragment or a user name, and written so that no browser reads it as something else.
 */
export function isRedirectUri(text: string): boolean {
  if (text.length > LONGEST || !/^[\x21-\x7e]+$/.test(text) || /["'<>\\^`{|}#]/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  if (!/^https?:$/.test(protocol)) return isOwnScheme(protocol.slice(0, -1));
  if (!text.toLowerCase().startsWith(`${protocol}//${hostname}`)) return false;
  return protocol === 'https:' || isLoopback(bare(hostname));
}

/**
 * Whether an address is one of those that a client has registered, character by character. Only the port of a loopback
 * address may differ, since a native application takes whichever is free (RFC 8252 §7.3).
 */
export function isNamedRedirect(asked: string, named: readonly string[]): boolean {
  const withoutPort = asked.replace(LOOPBACK_PORT, '$1');
  return (
    isRedirectUri(asked) &&
    named.some((one) => one === asked || one.replace(LOOPBACK_PORT, '$1') === withoutPort)
  );
}

/** True where the code goes to an application on the same device as the browser. */
export function staysOnDevice(redirectUri: string): boolean {
  const { protocol, hostname } = new URL(redirectUri);
  return !/^https?:$/.test(protocol) || isLoopback(bare(hostname));
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
