/** A folder below src, or a file that lies there by itself. */
export interface Room {
  name: string;
  holds: string;
  /** Rooms that its files may import from, type imports included. Each stands above it in the list. */
  mayImport: readonly string[];
}

/** Every room of the house, from the ground floor up: what one imports stands above it. */
export const ROOMS: readonly Room[] = [
  {
    name: 'errors',
    holds: 'the family of typed errors, `ToolError` at its root; the nearest name to a mistyped one',
    mayImport: [],
  },
  { name: 'log', holds: 'the logger: levels, one JSON line per message, standard error', mayImport: [] },
  {
    name: 'files',
    holds: 'reading files that users name: checked before they are opened, with a size limit',
    mayImport: [],
  },
  {
    name: 'shown-text',
    holds: 'hidden content in third-party text: removed or made visible when shown, and counted',
    mayImport: [],
  },
  { name: 'json', holds: 'reading a text that may be JSON', mayImport: [] },
  {
    name: 'names',
    holds:
      'names that several rooms use: short and full names, cron schedules, URLs of public platforms and bundles',
    mayImport: ['errors'],
  },
  {
    name: 'config',
    holds:
      'every option once (`options.ts`): flag, variable, default, help, secret or not; the file of variables that `--env-file` names',
    mayImport: ['errors', 'log', 'files', 'names'],
  },
  {
    name: 'platform',
    holds:
      'the platform in domain terms, one file per resource; URLs, caches, paging; `transport/`: how requests are sent; `sign-in/`: where people sign in',
    mayImport: ['json', 'errors', 'log', 'names', 'config'],
  },
  {
    name: 'credentials',
    holds: 'tokens that a user keeps on this machine: in the system’s keychain, or in a file of their own',
    mayImport: [],
  },
  {
    name: 'hosts',
    holds: 'MCP hosts: the form and place of their settings, in one table; reading and changing them',
    mayImport: ['errors'],
  },
  {
    name: 'script-rules',
    holds:
      'reading a script: findings, sizes, `source/` (where its text comes from), `python/`, `bash/`, `syntax/` (what both trees share)',
    mayImport: ['errors', 'log', 'files', 'config'],
  },
  {
    name: 'script-reader',
    holds:
      'the process that reads scripts: started by the first one, ended when idle; a queue in which callers take turns',
    mayImport: ['errors', 'script-rules'],
  },
  {
    name: 'run-outcome',
    holds: 'what happened in a run: its artifacts, its log, the verdict and the reason',
    mayImport: ['json', 'errors', 'config', 'script-rules'],
  },
  {
    name: 'slx',
    holds: 'composing an SLX: documents, tags, paths, runtime variables, secrets, locations',
    mayImport: ['json', 'errors', 'names', 'config', 'platform', 'script-rules'],
  },
  {
    name: 'registry',
    holds: 'what a CodeBundle of the catalogue needs for its deployment',
    mayImport: ['errors', 'names', 'platform', 'slx'],
  },
  {
    name: 'codecollections',
    holds: 'code collections: platform profiles, resource types, one renderer per file',
    mayImport: ['errors', 'names', 'platform', 'script-rules', 'slx'],
  },
  { name: 'context', holds: 'finding and reading RUNWHEN.md', mayImport: ['errors', 'files', 'config'] },
  {
    name: 'skills',
    holds: 'reading `skills/`, as tools, resources and the protocol’s skills extension',
    mayImport: ['errors', 'log', 'files', 'config', 'context'],
  },
  {
    name: 'tool-kit',
    holds:
      'what every tool uses: definition, arguments, published schema, waiting, fitting rows into a reply',
    mayImport: ['json', 'errors', 'log', 'names', 'config', 'platform'],
  },
  {
    name: 'chat-config',
    holds: 'what chat rules, chat commands and assistants share: scopes, sinks, lists in scope',
    mayImport: ['errors', 'names', 'platform', 'tool-kit'],
  },
  {
    name: 'authoring',
    holds:
      'what the script tools share: judging, choosing locations, resolving, planning, running, reading, saving',
    mayImport: [
      'errors',
      'names',
      'config',
      'platform',
      'script-rules',
      'script-reader',
      'run-outcome',
      'slx',
      'registry',
      'codecollections',
      'context',
      'tool-kit',
    ],
  },
  {
    name: 'tools',
    holds:
      'one folder per subject, one file per tool, and what the tools of one subject share; the catalogue',
    mayImport: [
      'errors',
      'names',
      'config',
      'platform',
      'script-rules',
      'run-outcome',
      'slx',
      'registry',
      'codecollections',
      'context',
      'skills',
      'tool-kit',
      'chat-config',
      'authoring',
    ],
  },
  {
    name: 'views',
    holds:
      'what hosts draw beside an answer, code for browsers: one folder per view, the bridge to the host, shared parts; typed by the results of tools',
    mayImport: ['tool-kit', 'tools'],
  },
  {
    name: 'gallery',
    holds: 'the page that shows the views as a host does, code for browsers, and its contents',
    mayImport: [],
  },
  {
    name: 'sandbox',
    holds:
      'the embedded platform: `http/`, `state/`, `routes/`, `views/`, `rules/`, `runner/`, `runs/`, `seed/`, `catalogue/`, `assistant/`, `oauth/`',
    mayImport: [],
  },
  {
    name: 'prompts',
    holds:
      'prompts for people, with current data of the platform and the steps to take, and their completion',
    mayImport: ['errors', 'names', 'config', 'platform', 'tool-kit'],
  },
  {
    name: 'resources',
    holds:
      'MCP resources for what is on the platform: workspaces, issues, SLXs, run sessions, assistants, articles, code bundles',
    mayImport: ['errors', 'platform', 'prompts'],
  },
  {
    name: 'server',
    holds:
      'the MCP server: the one place that catches, renders, logs and reports progress; `stdio/`: messages as lines on standard input and output; `http/`: endpoint, hosts, limits, health, metrics, authentication (`auth/`), browser sign-in (`oauth/`); `audit/`: who changed what; `telemetry/`: traces',
    mayImport: [
      'json',
      'errors',
      'log',
      'shown-text',
      'names',
      'config',
      'platform',
      'script-rules',
      'context',
      'skills',
      'tool-kit',
      'prompts',
      'resources',
      'tools',
      'sandbox',
    ],
  },
  {
    name: 'commands',
    holds:
      'the command line: one file per command, listed in `command-list.ts`, with its parts in a folder of the same name; `terminal/`: showing values to people',
    mayImport: [
      'json',
      'errors',
      'log',
      'files',
      'names',
      'config',
      'credentials',
      'hosts',
      'platform',
      'script-rules',
      'script-reader',
      'skills',
      'tool-kit',
      'tools',
      'sandbox',
      'server',
    ],
  },
  { name: 'cli.ts', holds: 'the program', mayImport: ['commands'] },
];

/** Something that only few places may do, since the house relies on there being few. */
export interface Capability {
  /** Completes “may not …”. */
  name: string;
  /** Files or folders below src that may, each ending in `.ts` or `/`. */
  allowed: readonly string[];
}

export const CAPABILITIES = {
  environment: { name: 'read the environment', allowed: ['config/environment.ts'] },
  network: {
    name: 'open or accept connections',
    allowed: ['platform/', 'sandbox/', 'server/http/', 'gallery/page.ts', 'commands/views/'],
  },
  processes: {
    name: 'start processes or threads',
    allowed: [
      'sandbox/runner/',
      'script-reader/reader-process.ts',
      'credentials/keychain.ts',
      'commands/login/',
    ],
  },
  stdout: { name: 'write to standard output', allowed: ['commands/', 'server/stdio/serve.ts'] },
  unnamedModules: { name: 'load a module that it does not name in its place', allowed: [] },
  sandbox: { name: 'start the sandbox', allowed: ['commands/', 'server/', 'sandbox/'] },
} satisfies Record<string, Capability>;

export type CapabilityName = keyof typeof CAPABILITIES;
