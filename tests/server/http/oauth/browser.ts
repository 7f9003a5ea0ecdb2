/** What a browser shows at the end of its way, or where it would leave for. */
export interface Page {
  url: URL;
  /** Undefined where the address is another application's. */
  status: number | undefined;
  headers: Headers;
  html: string;
}

export interface Browser {
  /** Goes to an address, and on through redirects, for as long as it is known where they lead. */
  open(url: string | URL): Promise<Page>;
  /** Sends the form of a page, by the button with this name and value. */
  submit(page: Page, button: [name: string, value: string]): Promise<Page>;
  /** By host, what the browser sends there. */
  cookies: Map<string, Map<string, string>>;
}

/**
 * A browser with cookies of its own, that follows redirects and refreshing pages and fills in forms. `reach` says
 * where a known address really is; undefined for those that open another application.
 */
export function createBrowser(reach: (url: URL) => string | undefined): Browser {
  const cookies: Browser['cookies'] = new Map();

  async function go(url: URL, init: RequestInit = {}): Promise<Page> {
    const address = reach(url);
    if (address === undefined) return { url, status: undefined, headers: new Headers(), html: '' };
    const jar = cookies.get(url.host) ?? new Map<string, string>();
    cookies.set(url.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, ...(cookie === '' ? {} : { cookie }) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined) jar.set(name, value ?? '');
    }
    const html = await response.text();
    const next = response.headers.get('location') ?? refreshOf(html);
    if (next !== undefined) return go(new URL(next, url));
    return { url, status: response.status, headers: response.headers, html };
  }

  return {
    open: (url) => go(new URL(url)),
    submit: (page, button) => {
      const action = /<form[^>]* action="([^"]*)"/.exec(page.html)?.[1];
      if (action === undefined) throw new Error(`No form at ${page.url}:\n${page.html}`);
      const hidden = [...page.html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
      const fields = hidden.map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
      return go(new URL(unescaped(action), page.url), {
        method: 'POST',
        headers: { origin: page.url.origin },
        body: new URLSearchParams([...fields, button]),
      });
    },
    cookies,
  };
}

function refreshOf(html: string): string | undefined {
  const url = /<meta http-equiv="refresh" content="0; url=([^"]*)">/.exec(html)?.[1];
  return url === undefined ? undefined : unescaped(url);
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
