import { unquoted } from './option-kinds.ts';
import { isPlaceholder } from './placeholder.ts';

/** Proxy variables as the configuration read them; missing or '' means none. */
export interface ProxySettings {
  httpProxy?: string;
  httpsProxy?: string;
  /** Comma-separated hosts that are asked directly; `*` for all. Loopback never goes through a proxy. */
  noProxy?: string;
  /** Name of a proxy variable that holds no http or https address: nothing can be asked before it is corrected. */
  unusable?: string;
}

/** Reads the variables as curl does: lower case before upper case, `host:port` for `http://host:port`. */
export function readProxy(environment: Record<string, string | undefined>): ProxySettings {
  const named = (name: string) => [name.toLowerCase(), name].find((name) => environment[name]);
  const given = (name: string | undefined) => {
    const value = name && unquoted(environment[name]?.trim() ?? '');
    return value && !isPlaceholder(value) ? value : undefined;
  };
  const proxies = (['HTTP_PROXY', 'HTTPS_PROXY'] as const).map((name) => {
    const variable = named(name);
    const value = given(variable);
    const address = value && (/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    return { variable, address, usable: !address || isHttp(address) };
  });
  const [httpProxy, httpsProxy] = proxies.map(({ address }) => address);
  const unusable = proxies.find(({ usable }) => !usable)?.variable;
  return { httpProxy, httpsProxy, noProxy: given(named('NO_PROXY')), ...(unusable ? { unusable } : {}) };
}

function isHttp(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
