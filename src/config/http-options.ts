import {
  baseUrl,
  fixedText,
  hostName,
  list,
  number,
  type Option,
  origin,
  text,
  url,
} from './option-kinds.ts';

/** The options of the HTTP server. */
export const HTTP_OPTIONS = {
  host: fixedText({
    variable: 'MCP_HOST',
    flag: 'host',
    section: 'HTTP server',
    help: 'Address to listen on. 0.0.0.0 where MCP_TRANSPORT=http is a variable and nothing is served from the sandbox.',
    default: '127.0.0.1',
  }),
  port: number({
    variable: 'MCP_PORT',
    flag: 'port',
    section: 'HTTP server',
    help: 'Port to listen on; 0 picks a free one.',
    default: 8000,
    min: 0,
    max: 65_535,
    whole: true,
  }),
  baseUrl: baseUrl({
    variable: 'MCP_BASE_URL',
    section: 'HTTP server',
    help: 'Address that clients reach this server at, without /mcp, such as https://mcp.example.com. Needed behind a proxy and for browser sign-in.',
  }),
  allowedHosts: list({
    variable: 'MCP_ALLOWED_HOSTS',
    section: 'HTTP server',
    help: "Host names that requests may be addressed to, beside loopback and the base URL's. Ports do not count.",
    takes: 'host names, separated by commas',
    item: hostName,
  }),
  allowedOrigins: list({
    variable: 'MCP_ALLOWED_ORIGINS',
    section: 'HTTP server',
    help: 'Origins of web pages and desktop applications that may call this server from a browser (CORS).',
    takes: 'origins such as https://console.example.com or tauri://localhost, separated by commas',
    item: origin,
  }),
  maxCallsPerCaller: number({
    variable: 'MCP_MAX_CALLS_PER_CALLER',
    guards: true,
    section: 'HTTP server',
    help: 'How many calls of one caller may be under way at a time, each of a batch counted; more are answered 429.',
    default: 20,
    min: 1,
    max: 10_000,
    whole: true,
  }),
  jwtIssuer: url({
    variable: 'MCP_JWT_ISSUER',
    section: 'HTTP server',
    help: "Issuer that session JWTs must name. The API's address when not set.",
  }),
  jwtAudience: text({
    variable: 'MCP_JWT_AUDIENCE',
    section: 'HTTP server',
    help: 'Audience that session JWTs must name; not looked at when not set.',
  }),
  oauthClientId: text({
    variable: 'MCP_PAPI_OAUTH_CLIENT_ID',
    section: 'HTTP server',
    help: "This server's client id at the platform's authorization server; with its secret and MCP_BASE_URL, clients sign in through a browser.",
  }),
  oauthClientSecret: text({
    variable: 'MCP_PAPI_OAUTH_CLIENT_SECRET',
    section: 'HTTP server',
    help: 'The secret of that client id.',
    secret: true,
  }),
  oauthSealingKey: text({
    variable: 'MCP_OAUTH_SEALING_KEY',
    section: 'HTTP server',
    help: 'Key, the same in every copy of this server, that seals what browser sign-in must remember: any text of at least 32 characters.',
    secret: true,
  }),
  auth0Domain: text({
    variable: 'MCP_AUTH0_DOMAIN',
    section: 'HTTP server',
    help: "Auth0 domain for sign-in through Auth0 and the platform's token exchange (legacy).",
  }),
  auth0ClientId: text({
    variable: 'MCP_AUTH0_CLIENT_ID',
    section: 'HTTP server',
    help: 'Client id at that Auth0 domain (legacy).',
  }),
  auth0ClientSecret: text({
    variable: 'MCP_AUTH0_CLIENT_SECRET',
    section: 'HTTP server',
    help: 'Client secret at that Auth0 domain (legacy).',
    secret: true,
  }),
  auth0Audience: text({
    variable: 'MCP_AUTH0_AUDIENCE',
    section: 'HTTP server',
    help: 'Audience to ask of Auth0 (legacy).',
  }),
} satisfies Record<string, Option>;
