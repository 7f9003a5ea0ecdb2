/** The parts of the HTTP client that are used, by name: a bundle of a CommonJS package has none of its own. */
export { Agent, EnvHttpProxyAgent, request } from 'undici';
