/** Proxy variables as the configuration read them; missing or '' means none. */
export interface ProxySettings {
  httpProxy?: string;
  httpsProxy?: string;
  /** Comma-separated hosts that are asked directly; `*` for all. Loopback never goes through a proxy. */
  noProxy?: string;
}
