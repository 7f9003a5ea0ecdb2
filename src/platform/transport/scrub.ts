const LONGEST_QUOTE = 1000;

/**
 * Makes text from outside fit for an error: removes the caller's token, anything else that looks like a credential, user and
 * password in URLs, and their queries (which sign them); cuts it to 1000 characters.
 */
export function scrub(text: string, token = ''): string {
  const shown = (token === '' ? text : text.replaceAll(token, '[token]'))
    .replace(/\b(Bearer|Basic)\s+[^\s"',]+/gi, '$1 [token]')
    .replace(/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '[token]')
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'<>/?#]*@/gi, '$1')
    .replace(/(\bhttps?:\/\/[^\s"'<>?]*)\?[^\s"'<>]*/gi, '$1');
  return shown.length <= LONGEST_QUOTE ? shown : `${shown.slice(0, LONGEST_QUOTE)} …`;
}
