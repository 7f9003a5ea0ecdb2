import { z } from 'zod';
import { PUBLIC_BUNDLES, PUBLIC_REF } from '../names/code-bundles.ts';
import { PUBLIC_PLATFORMS } from '../names/public-platforms.ts';
import { HTTP_OPTIONS } from './http-options.ts';
import {
  apiUrl,
  auditLog,
  choice,
  fixedUrl,
  flag,
  list,
  nameInList,
  number,
  type Option,
  text,
  token,
  url,
  withoutUserInfo,
} from './option-kinds.ts';
import { DEFAULT_LIMITS } from './script-limits.ts';

/** A user and password in a repository's address would be committed with the SLX: they are left out. */
const codeBundle = (variable: string, help: string, fallback: string): Option<string | undefined> => ({
  ...text({ variable, section: 'Code bundles', help }),
  schema: () => z.string().transform(withoutUserInfo),
  default: fallback,
});

/** Every option, once. The key is its name inside the program. */
export const OPTIONS = {
  apiUrl: apiUrl({
    variable: 'RW_API_URL',
    flag: 'api-url',
    section: 'Platform',
    help: `Address of the platform's API, required for whatever asks the platform: ${PUBLIC_PLATFORMS.prod}, ${PUBLIC_PLATFORMS.beta}, or https://papi.<your-domain> of a self-hosted platform.`,
  }),
  token: token({
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
    help: "Address of the assistant's service. Derived from the API address (papi. becomes agentfarm.) when not set.",
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
    guards: true,
    section: 'Platform',
    help: 'No outside addresses: the registry is not asked, and answers say so.',
  }),

  envFile: text({
    variable: 'RUNWHEN_ENV_FILE',
    flag: 'env-file',
    section: 'Server',
    help: 'File of NAME=value lines to read further variables from. No .env is read unless it is named here.',
  }),
  label: text({
    variable: 'MCP_SERVER_LABEL',
    flag: 'label',
    section: 'Server',
    help: 'Name that tells this server from others in the same client, such as prod.',
  }),
  readOnly: flag({
    variable: 'MCP_READ_ONLY',
    guards: true,
    flag: 'read-only',
    section: 'Server',
    help: 'Offers only tools that change and execute nothing.',
  }),
  confirm: choice({
    variable: 'MCP_CONFIRM',
    flag: 'confirm',
    guards: true,
    section: 'Server',
    help: 'Which calls wait for an agreement: deletes, or always, which adds what replaces an SLX or a text that others see. never acts at once, as the Python server does.',
    values: ['deletes', 'always', 'never'],
    default: 'deletes',
  }),
  toolsets: list({
    variable: 'MCP_TOOLSETS',
    flag: 'toolsets',
    section: 'Server',
    help: 'Offers only these: investigate (an incident), author (writing checks), configure (the assistant), all, or subjects such as issues. All tools when not set.',
    takes: 'names of toolsets, separated by commas',
    item: nameInList,
  }),
  tools: list({
    variable: 'MCP_TOOLS',
    flag: 'tools',
    section: 'Server',
    help: 'Offers these tools, beside those of the toolsets that are named.',
    takes: 'names of tools, separated by commas',
    item: nameInList,
  }),
  excludeTools: list({
    variable: 'MCP_EXCLUDE_TOOLS',
    flag: 'exclude-tools',
    section: 'Server',
    guards: true,
    help: 'Leaves these tools out, whatever else names them.',
    takes: 'names of tools, separated by commas',
    item: nameInList,
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
    synonyms: { warning: 'warn', critical: 'error' },
    default: 'warn',
  }),
  auditLog: auditLog({
    variable: 'MCP_AUDIT_LOG',
    guards: true,
    section: 'Server',
    help: 'Where each call that writes, deletes or executes leaves its trace. Standard error over HTTP when not set, nowhere over stdio. Where it cannot be written such calls are refused.',
  }),
  telemetry: choice({
    variable: 'MCP_TELEMETRY',
    section: 'Server',
    help: 'Traces by OpenTelemetry, sent where its own variables (OTEL_EXPORTER_OTLP_ENDPOINT and others) say. auto: over HTTP, where they name a receiver.',
    values: ['auto', 'otel', 'off'],
    default: 'auto',
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
    default: DEFAULT_LIMITS.softBytes,
    min: 1,
    whole: true,
    unit: 'bytes',
  }),
  scriptHardMaxBytes: number({
    variable: 'RUNWHEN_SCRIPT_HARD_MAX_BYTES',
    section: 'Scripts and runs',
    help: 'Script size above which a script is refused.',
    default: DEFAULT_LIMITS.hardBytes,
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
    help: "How long a tool waits for a run before it answers with the run's id, where the host hears progress.",
    default: 300,
    min: 1,
    max: 3600,
    unit: 'seconds',
  }),
  waitWithoutProgressS: number({
    variable: 'MCP_WAIT_WITHOUT_PROGRESS_S',
    section: 'Scripts and runs',
    help: 'How long a tool waits for a run, or an answer of the assistant, where the host asked for no progress: hosts commonly give up at 60 s.',
    default: 45,
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
    PUBLIC_BUNDLES.runbook.repoUrl,
  ),
  genericRef: codeBundle('MCP_GENERIC_CODECOLLECTION_REF', 'Git reference of that repository.', PUBLIC_REF),
  runbookRepoUrl: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REPO_URL', 'Repository of the task bundle alone.', ''),
  runbookRef: codeBundle('MCP_TOOL_BUILDER_RUNBOOK_REF', 'Git reference of the task bundle alone.', ''),
  runbookPath: codeBundle(
    'MCP_TOOL_BUILDER_RUNBOOK_PATH',
    'Path of the task bundle in its repository.',
    PUBLIC_BUNDLES.runbook.path,
  ),
  sliRepoUrl: codeBundle('MCP_TOOL_BUILDER_SLI_REPO_URL', 'Repository of the SLI bundle alone.', ''),
  sliRef: codeBundle('MCP_TOOL_BUILDER_SLI_REF', 'Git reference of the SLI bundle alone.', ''),
  sliPath: codeBundle(
    'MCP_TOOL_BUILDER_SLI_PATH',
    'Path of the SLI bundle in its repository.',
    PUBLIC_BUNDLES.sli.path,
  ),
  cronRepoUrl: codeBundle(
    'MCP_CRON_SLI_REPO_URL',
    'Repository of the cron-scheduler bundle.',
    PUBLIC_BUNDLES.cron.repoUrl,
  ),
  cronRef: codeBundle('MCP_CRON_SLI_REF', 'Git reference of the cron-scheduler bundle.', PUBLIC_REF),
  cronPath: codeBundle(
    'MCP_CRON_SLI_PATH',
    'Path of the cron-scheduler bundle in its repository.',
    PUBLIC_BUNDLES.cron.path,
  ),

  sandbox: flag({
    variable: 'RUNWHEN_SANDBOX',
    guards: true,
    flag: 'sandbox',
    section: 'Sandbox',
    help: 'Serves every tool from an embedded sandbox of the platform: no account, no network.',
  }),
  sandboxSlxs: number({
    variable: 'RUNWHEN_SANDBOX_SLXS',
    flag: 'sandbox-slxs',
    section: 'Sandbox',
    help: "How many SLXs the sandbox's first workspace has; 0 leaves the built-in ones.",
    default: 0,
    min: 0,
    max: 100_000,
    whole: true,
  }),

  ...HTTP_OPTIONS,
} satisfies Record<string, Option>;
