/** The parts of the HTTP client in use, imported by name: once bundled, a CommonJS package has no named exports. */
export { Agent, EnvHttpProxyAgent, request } from 'undici';
