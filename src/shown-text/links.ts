/** Where a Markdown or HTML renderer takes what follows for the address of a link or picture. */
const BEFORE_ADDRESS = new RegExp(
  [
    String.raw`\]\(\s*<?`,
    // The definition of a reference, which may stand in a quotation or list.
    String.raw`^[ \t>*+-]{0,12}(?:\d{1,9}[.)][ \t]+)?\[[^\]\n]+\]:\s*<?`,
    String.raw`<[a-z][^<>]*?\s(?:href|src|action|formaction|poster|data)\s*=\s*["']?`,
  ].join('|'),
  'gim',
);

/** What may lead to another place than the web, of a text that has no such thing. */
export const MAY_LINK = /\]\(|\]:|<[a-z][a-z0-9+.-]+:|\s(?:href|src|action|formaction|poster|data)\s*=/i;

/** `<scheme:…>`, a link in Markdown; XML writes names of elements so. */
const AUTOLINK = /<([a-z][a-z0-9+.-]{1,31}):([^\s<>]*)>/gi;
const ACTIVE = /^(?:javascript|vbscript|livescript|data|blob|file|filesystem|about|view-source|intent|jar)$/i;

const WEB = /^(?:https?|mailto)$/i;
/** Enough for a scheme, however its characters are written. */
const ADDRESS_HEAD = 400;

/**
 * The text with links to anything but http, https and mail as text, however the scheme is spelt: with character references,
 * escapes or blanks. Calls `found` for each. Showing it again changes nothing.
 */
export function showLinks(text: string, found: () => void): string {
  let shown = '';
  let from = 0;
  for (const { 0: before, index } of text.matchAll(BEFORE_ADDRESS)) {
    const at = index + before.length;
    const scheme = schemeOf(text.slice(at, at + ADDRESS_HEAD));
    if (scheme === undefined || WEB.test(scheme)) continue;
    found();
    shown += `${text.slice(from, at)}(not a link) `;
    from = at;
  }
  return `${shown}${text.slice(from)}`.replace(AUTOLINK, (whole, scheme: string, rest: string) => {
    if (WEB.test(scheme) || !(rest.startsWith('//') || ACTIVE.test(scheme))) return whole;
    found();
    return `&lt;${scheme}:${rest}>`;
  });
}

/** The scheme of an address as a renderer reads it; undefined where there is none. */
function schemeOf(address: string): string | undefined {
  const read = (address.trimStart().split(/[\s"'<>)]/, 1)[0] ?? '')
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (whole, hex, decimal) => {
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/&colon;/gi, ':')
    .replace(/&(?:tab|newline);/gi, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers pass over them.
    .replace(/[\u0000-\u0020]/g, '');
  return /^([a-z][a-z0-9+.-]*):/i.exec(read)?.[1];
}
