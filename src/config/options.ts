import { z } from 'zod';

/** One option of the server: everything that flags, `.env.example`, help and the README table say about it. */
export interface Option<T = unknown> {
  /** Environment variable. */
  variable: string;
  /** Command-line flag without dashes, where it has one; flags win over variables. */
  flag?: string;
  section: OptionSection;
  /** One or two plain sentences. */
  help: string;
  /** The values it takes, as an error and the help name them. */
  takes: string;
  /** What is used when nothing is given, as text for the documents; empty when there is no default. */
  default: string;
  secret?: true;
  /** Parses the text of the variable or flag; `undefined` text never reaches it. */
  parse: z.ZodType<T, string>;
  /** The parsed default. */
  fallback: T;
}

export type OptionSection =
  | 'Platform'
  | 'Server'
  | 'Project files'
  | 'Scripts and runs'
  | 'Code bundles'
  | 'Sandbox'
  | 'HTTP server';

type Given = Pick<Option, 'variable' | 'section' | 'help'> & { flag?: string; secret?: true };

const text = (given: Given & { default?: string }): Option<string | undefined> => ({
  ...given,
  takes: 'text',
  default: given.default ?? '',
  parse: z.string(),
  fallback: given.default,
});

const fixedText = (given: Given & { default: string }): Option<string> => ({
  ...given,
  takes: 'text',
  parse: z.string(),
  fallback: given.default,
});

const urlText = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
  .transform((value) => value.replace(/\/+$/, ''));

const url = (given: Given): Option<string | undefined> => ({
  ...given,
  takes: 'an http:// or https:// URL',
  default: '',
  parse: urlText,
  fallback: undefined,
});

const fixedUrl = (given: Given & { default: string }): Option<string> => ({
  ...given,
  takes: 'an http:// or https:// URL',
  parse: urlText,
  fallback: given.default,
});

const number = (
  given: Given & { default: number; min: number; max?: number; whole?: boolean; unit?: string },
): Option<number> => {
  const { min, max, whole, unit, ...rest } = given;
  const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return {
    ...rest,
    takes: `a ${whole ? 'whole ' : ''}number ${range}${unit ? ` (${unit})` : ''}`,
    default: String(given.default),
    parse: z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number)
      .pipe(
        z
          .number()
          .min(min)
          .max(max ?? Number.MAX_SAFE_INTEGER),
      )
      .refine((value) => !whole || Number.isInteger(value)),
    fallback: given.default,
  };
};

const TRUE = ['1', 'true', 'yes', 'on'];
const FALSE = ['0', 'false', 'no', 'off'];

const flag = (given: Given): Option<boolean> => ({
  ...given,
  takes: 'true or false (also 1/0, yes/no, on/off)',
  default: 'false',
  parse: z
    .string()
    .transform((value) => value.toLowerCase())
    .pipe(z.enum([...TRUE, ...FALSE]))
    .transform((value) => TRUE.includes(value)),
  fallback: false,
});

const choice = <const T extends readonly [string, ...string[]]>(
  given: Given & { values: T; default: T[number] },
): Option<T[number]> => {
  const { values, ...rest } = given;
  return { ...rest, takes: values.join(' or '), parse: z.enum(values), fallback: given.default };
};

const list = (
  given: Given & { takes: string; item: z.ZodType<string, string> },
): Option<readonly string[]> => {
  const { item, ...rest } = given;
  return {
    ...rest,
    default: '',
    parse: z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .pipe(z.array(item)),
    fallback: [],
  };
};

/** A host name or address as a `Host` header has it; its port does not count. */
const hostName = z
  .string()
  .refine((value) => !value.includes('/') && URL.canParse(`http://${value}`))
  .transform((value) => new URL(`http://${value}`).hostname);

const origin = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
  .transform((value) => new URL(value).origin);

const GENERIC_REPO = 'https://github.com/runwhen-contrib/rw-generic-codecollection.git';
const CRON_REPO = 'https://github.com/runwhen-contrib/rw-workspace-utils.git';
const codeBundle = (variable: string, help: string, fallback: string): Option<string | undefined> => ({
  ...text({ variable, section: 'Code bundles', help }),
  default: fallback,
});

/** Every option, once. The key is its name inside the program. */
export const OPTIONS = {
  apiUrl: fixedUrl({
    variable: 'RW_API_URL',
    flag: 'api-url',
    section: 'Platform',
    help: 'Address of the platform’s API. Self-hosted platforms use https://papi.<your-domain>.',
    default: 'https://papi.beta.runwhen.com',
  }),
  token: text({
    variable: 'RUNWHEN_TOKEN',
    section: 'Platform',
    help: 'Personal access token or session JWT, sent to the API and the assistant. Not used over HTTP, where each caller brings one.',
    secret: true,
  }),
  defaultWorkspace: text({
    variable: 'DEFAULT_WORKSPACE',
    flag: 'workspace',
    section: 'Platform',
    help: 'Workspace for calls that name none.',
  }),
  appUrl: url({
    variable: 'RUNWHEN_APP_URL',
    section: 'Platform',
    help: 'Address of the web UI, for links. Derived from the API address (papi. becomes app.) when not set.',
  }),
  agentUrl: url({
    variable: 'RUNWHEN_AGENT_URL',
    section: 'Platform',
    help: 'Address of the assistant’s service. Derived from the API address (papi. becomes agentfarm.) when not set.',
  }),
  registryUrl: fixedUrl({
    variable: 'RUNWHEN_REGISTRY_URL',
    section: 'Platform',
    help: 'Address of the CodeBundle registry.',
    default: 'https://registry.runwhen.com',
  }),
  registryTimeoutS: number({
    variable: 'RUNWHEN_REGISTRY_TIMEOUT_S',
    section: 'Platform',
    help: 'How long a registry request may take.',
    default: 10,
    min: 1,
    max: 300,
    unit: 'seconds',
  }),
  airgap: flag({
    variable: 'RUNWHEN_AIRGAP',
    section: 'Platform',
    help: 'No outside addresses: the registry is not asked, and answers say so.',
  }),

  label: text({
    variable: 'MCP_SERVER_LABEL',
    flag: 'label',
    section: 'Server',
    help: 'Name that tells this server from others in the same client, such as prod.',
  }),
  readOnly: flag({
    variable: 'MCP_READ_ONLY',
    flag: 'read-only',
    section: 'Server',
    help: 'Offers only tools that change and execute nothing.',
  }),
  toolTrace: flag({
    variable: 'MCP_TOOL_TRACE',
    section: 'Server',
    help: 'Logs the start and end of each tool call to standard error.',
  }),
  logLevel: choice({
    variable: 'MCP_LOG_LEVEL',
    section: 'Server',
    help: 'Least severe message that is logged to standard error.',
    values: ['debug', 'info', 'warn', 'error'],
    default: 'warn',
  }),
  transport: choice({
    variable: 'MCP_TRANSPORT',
    flag: 'transport',
    section: 'Server',
    help: 'How clients connect: over standard input and output, or over HTTP.',
    values: ['stdio', 'http'],
    default: 'stdio',
  }),

  contextFile: text({
    variable: 'RUNWHEN_CONTEXT_FILE',
    section: 'Project files',
    help: 'Path of RUNWHEN.md, with ~ and variables expanded. Otherwise it is looked for from the working directory upwards.',
  }),
  skillsDir: text({
    variable: 'RUNWHEN_SKILLS_DIR',
    section: 'Project files',
    help: 'Folder of skills to serve in place of the ones that come with the package.',
  }),

  scriptSoftMaxBytes: number({
    variable: 'RUNWHEN_SCRIPT_SOFT_MAX_BYTES',
    section: 'Scripts and runs',
    help: 'Script size above which a warning is given.',
    default: 10_240,
    min: 1,
    whole: true,
    unit: 'bytes',
  }),
  scriptHardMaxBytes: number({
    variable: 'RUNWHEN_SCRIPT_HARD_MAX_BYTES',
    section: 'Scripts and runs',
    help: 'Script size above which a script is refused.',
    default: 65_536,
    min: 1,
    whole: true,
    unit: 'bytes',
  }),
  pollIntervalS: number({
    variable: 'MCP_POLL_INTERVAL_S',
    section: 'Scripts and runs',
    help: 'Longest pause between two looks at a run; the first looks come sooner.',
    default: 5,
    min: 0.05,
    max: 60,
    unit: 'seconds',
  }),
  maxPollDurationS: number({
    variable: 'MCP_MAX_POLL_DURATION_S',
    section: 'Scripts and runs',
    help: 'How long a tool waits for a run before it answers with the run’s id.',
    default: 300,
    min: 1,
    max: 3600,
    unit: 'seconds',
  }),
  artifactSettleDelayS: number({
    variable: 'MCP_ARTIFACT_SETTLE_DELAY_S',
    section: 'Scripts and runs',
    help: 'Pause before the results of a finished run are fetched again when they were not there yet.',
    default: 2,
    min: 0,
    max: 60,
    unit: 'seconds',
  }),

  slxIcon: fixedUrl({
    variable: 'MCP_GENERIC_SLX_ICON',
    section: 'Code bundles',
    help: 'Icon of SLXs that are committed without one.',
    default:
      'https://storage.googleapis.com/runwhen-nonprod-shared-images/icons/kubernetes/resources/labeled/ns.svg',
  }),
  genericRepoUrl: codeBundle(
    'MCP_GENERIC_CODECOLLECTION_REPO_URL',
    'Repository of the tool-builder bundles, for tasks and SLIs alike.',
    GENERIC_REPO,
  ),
  genericRef: codeBundle('MCP_GENERIC_CODECOLLECTION_REF', 'Git reference of that repository.', 'main'),
  runbookRepoUrl: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REPO_URL', 'Repository of the task bundle alone.', ''),
  runbookRef: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REF', 'Git reference of the task bundle alone.', ''),
  runbookPath: codeBundle(
    'MCP_TOOL_BUILDER_RUNBOOK_PATH',
    'Path of the task bundle in its repository.',
    'codebundles/tool-builder/runbook.robot',
  ),
  sliRepoUrl: codeBundle('MCP_TOOL_BUILDER_SLI_REPO_URL', 'Repository of the SLI bundle alone.', ''),
  sliRef: codeBundle('MCP_TOOL_BUILDER_SLI_REF', 'Git reference of the SLI bundle alone.', ''),
  sliPath: codeBundle(
    'MCP_TOOL_BUILDER_SLI_PATH',
    'Path of the SLI bundle in its repository.',
    'codebundles/tool-builder/sli.robot',
  ),
  cronRepoUrl: codeBundle('MCP_CRON_SLI_REPO_URL', 'Repository of the cron-scheduler bundle.', CRON_REPO),
  cronRef: codeBundle('MCP_CRON_SLI_REF', 'Git reference of the cron-scheduler bundle.', 'main'),
  cronPath: codeBundle(
    'MCP_CRON_SLI_PATH',
    'Path of the cron-scheduler bundle in its repository.',
    'codebundles/cron-scheduler-sli/sli.robot',
  ),

  sandbox: flag({
    variable: 'RUNWHEN_SANDBOX',
    flag: 'sandbox',
    section: 'Sandbox',
    help: 'Serves every tool from an embedded sandbox of the platform: no account, no network.',
  }),
  sandboxSlxs: number({
    variable: 'RUNWHEN_SANDBOX_SLXS',
    flag: 'sandbox-slxs',
    section: 'Sandbox',
    help: 'How many SLXs the sandbox’s first workspace has; 0 leaves the built-in ones.',
    default: 0,
    min: 0,
    max: 100_000,
    whole: true,
  }),

  host: fixedText({
    variable: 'MCP_HOST',
    flag: 'host',
    section: 'HTTP server',
    help: 'Address to listen on.',
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
  baseUrl: url({
    variable: 'MCP_BASE_URL',
    section: 'HTTP server',
    help: 'Address that clients reach this server at, without /mcp, such as https://mcp.example.com. Needed behind a proxy and for browser sign-in.',
  }),
  allowedHosts: list({
    variable: 'MCP_ALLOWED_HOSTS',
    section: 'HTTP server',
    help: 'Host names that requests may be addressed to, beside loopback and the base URL’s. Ports do not count.',
    takes: 'host names, separated by commas',
    item: hostName,
  }),
  allowedOrigins: list({
    variable: 'MCP_ALLOWED_ORIGINS',
    section: 'HTTP server',
    help: 'Origins of web pages that may call this server from a browser (CORS).',
    takes: 'http:// or https:// origins, separated by commas',
    item: origin,
  }),
  maxCallsPerCaller: number({
    variable: 'MCP_MAX_CALLS_PER_CALLER',
    section: 'HTTP server',
    help: 'How many requests of one caller may be under way at a time; more are answered 429.',
    default: 20,
    min: 1,
    max: 10_000,
    whole: true,
  }),
  jwtIssuer: url({
    variable: 'MCP_JWT_ISSUER',
    section: 'HTTP server',
    help: 'Issuer that session JWTs must name. The API’s address when not set.',
  }),
  jwtAudience: text({
    variable: 'MCP_JWT_AUDIENCE',
    section: 'HTTP server',
    help: 'Audience that session JWTs must name; not looked at when not set.',
  }),
  oauthClientId: text({
    variable: 'MCP_PAPI_OAUTH_CLIENT_ID',
    section: 'HTTP server',
    help: 'This server’s client id at the platform’s authorization server; with its secret and MCP_BASE_URL, clients sign in through a browser.',
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
    help: 'Key, the same in every copy of this server, that seals what browser sign-in must remember: 32 bytes or more in base64.',
    secret: true,
  }),
  auth0Domain: text({
    variable: 'MCP_AUTH0_DOMAIN',
    section: 'HTTP server',
    help: 'Auth0 domain for sign-in through Auth0 and the platform’s token exchange (legacy).',
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
