/** The parts of the HTTP client that are used, by name: a bundle of a CommonJS package has none of its own. */
export { EnvHttpProxyAgent, request } from 'undici';
