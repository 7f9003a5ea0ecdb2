import type { ProxySettings } from '../config/proxy.ts';

/**
 * The addresses of the services and how they are reached. Addresses have no trailing slash; '' means unset. Without the
 * API's address nothing is sent to the API or the chat.
 */
export interface PlatformEndpoints {
  /** PAPI, the REST API, e.g. `https://papi.beta.runwhen.com`. */
  apiUrl: string;
  /** AgentFarm, the chat service. */
  agentUrl: string;
  /** The web application, for links and for where to create a token. */
  appUrl: string;
  /** The public CodeBundle registry. */
  registryUrl: string;
  registryTimeoutMs: number;
  /** True where nothing outside the platform may be contacted; registry calls are then refused before anything is sent. */
  airgap: boolean;
  proxy: ProxySettings;
  /** True over HTTP, where each caller sends a token and none is set on the server. */
  callersBringTokens?: boolean;
}

/** The services that a call may be addressed to. */
export type Service = 'papi' | 'agent' | 'registry';
