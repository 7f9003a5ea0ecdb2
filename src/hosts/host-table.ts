import { join, posix, win32 } from 'node:path';
import { envOf, headersOf, plainEntry, type ServerEntry, TOOL_SECONDS, typedEntry } from './server-entry.ts';

/** The folders of a user that hosts keep their settings in. */
export interface UserFolders {
  platform: NodeJS.Platform;
  home: string;
  /** `%APPDATA%`; only on Windows. */
  appData: string;
}

/** How one host is told of a server. */
export interface HostForm {
  /** As people call it. */
  title: string;
  language: 'json' | 'toml' | 'yaml';
  /** Keys that lead to the servers in the file, the server's own name left out. */
  keys: readonly string[];
  /** What stands under the server's name. Undefined where the host takes such a server another way. */
  entry(server: ServerEntry): object | undefined;
  /** The user's own settings file; undefined where there is none that a program should write. */
  file?(folders: UserFolders): string;
  /** What installs it with one click, where the host has such links. */
  link?(name: string, entry: object): string;
  /** Where it goes, for people. */
  place: string;
  /** What is particular about it. */
  quirks: readonly string[];
}

const inHome =
  (...parts: string[]) =>
  (folders: UserFolders) =>
    paths(folders).join(folders.home, ...parts);

/** Settings of desktop programs: `Application Support` on macOS, `%APPDATA%` on Windows, `~/.config` elsewhere. */
const inSettings =
  (...parts: string[]) =>
  (folders: UserFolders) => {
    const { platform, home, appData } = folders;
    const { join } = paths(folders);
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', ...parts);
    return platform === 'win32' ? join(appData, ...parts) : join(home, '.config', ...parts);
  };

const paths = ({ platform }: UserFolders) =>
  platform === process.platform ? { join } : platform === 'win32' ? win32 : posix;

const desktopPlaces = (path: string) =>
  `\`~/Library/Application Support/${path}\` (macOS), \`%APPDATA%\\${path.replaceAll('/', '\\')}\` (Windows), \`~/.config/${path}\` (Linux)`;

/** Every host that is known, by the name that commands take. */
export const HOSTS = {
  'claude-desktop': {
    title: 'Claude Desktop',
    language: 'json',
    keys: ['mcpServers'],
    entry: (server) => ('url' in server ? undefined : plainEntry(server)),
    file: inSettings('Claude', 'claude_desktop_config.json'),
    place: desktopPlaces('Claude/claude_desktop_config.json'),
    quirks: [
      'Add a server that has a URL in the application, under Settings > Connectors.',
      'Restart the application after a change.',
    ],
  },
  'claude-code': {
    title: 'Claude Code',
    language: 'json',
    keys: ['mcpServers'],
    entry: typedEntry,
    file: inHome('.claude.json'),
    place: '`~/.claude.json` for yourself, or `.mcp.json` in a project for everyone who works on it',
    quirks: ['`claude mcp list` says whether it is connected.'],
  },
  cursor: {
    title: 'Cursor',
    language: 'json',
    keys: ['mcpServers'],
    entry: plainEntry,
    file: inHome('.cursor', 'mcp.json'),
    place: '`~/.cursor/mcp.json`, or `.cursor/mcp.json` in a project',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the host's own notation.
    quirks: ['`${env:NAME}` stands for a variable of your environment.'],
    link: (name, entry) =>
      `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(name)}&config=${encodeURIComponent(
        Buffer.from(JSON.stringify(entry)).toString('base64'),
      )}`,
  },
  vscode: {
    title: 'VS Code (GitHub Copilot)',
    language: 'json',
    keys: ['servers'],
    entry: typedEntry,
    file: inSettings('Code', 'User', 'mcp.json'),
    place: `${desktopPlaces('Code/User/mcp.json')}, or \`.vscode/mcp.json\` in a project`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the host's own notation.
    quirks: ['The key is `servers`. `${input:…}` asks for a value once and keeps it.'],
    link: (name, entry) => `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, ...entry }))}`,
  },
  codex: {
    title: 'Codex',
    language: 'toml',
    keys: ['mcp_servers'],
    entry: (server) =>
      'url' in server
        ? {
            url: server.url,
            ...('Authorization' in server.headers ? { bearer_token_env_var: 'RUNWHEN_TOKEN' } : {}),
            tool_timeout_sec: TOOL_SECONDS,
          }
        : { ...plainEntry(server), tool_timeout_sec: TOOL_SECONDS },
    file: inHome('.codex', 'config.toml'),
    place: '`~/.codex/config.toml`',
    quirks: [
      'Tools time out after 60 seconds unless `tool_timeout_sec` sets more.',
      'The token for a URL comes from the variable that `bearer_token_env_var` names, never from the file.',
    ],
  },
  gemini: {
    title: 'Gemini CLI',
    language: 'json',
    keys: ['mcpServers'],
    entry: (server) => ('url' in server ? { httpUrl: server.url, ...headersOf(server) } : plainEntry(server)),
    file: inHome('.gemini', 'settings.json'),
    place: '`~/.gemini/settings.json`, or `.gemini/settings.json` in a project',
    quirks: ['The URL is given as `httpUrl`. Folders that you do not trust get no servers.'],
  },
  windsurf: {
    title: 'Windsurf',
    language: 'json',
    keys: ['mcpServers'],
    entry: (server) =>
      'url' in server ? { serverUrl: server.url, ...headersOf(server) } : plainEntry(server),
    place: '`~/.codeium/windsurf/mcp_config.json`',
    quirks: ['The URL is given as `serverUrl`.'],
  },
  zed: {
    title: 'Zed',
    language: 'json',
    keys: ['context_servers'],
    entry: plainEntry,
    place: '`settings.json`, which the command `zed: open settings` opens',
    quirks: ['The key is `context_servers`.'],
  },
  jetbrains: {
    title: 'JetBrains AI Assistant',
    language: 'json',
    keys: ['mcpServers'],
    entry: plainEntry,
    place: 'Settings > Tools > AI Assistant > Model Context Protocol (MCP) > Add > As JSON',
    quirks: ['Paste the text; there is no file to write.'],
  },
  continue: {
    title: 'Continue',
    language: 'yaml',
    keys: ['mcpServers'],
    entry: (server) =>
      'url' in server
        ? {
            type: 'streamable-http',
            url: server.url,
            ...(Object.keys(server.headers).length > 0
              ? { requestOptions: { headers: server.headers } }
              : {}),
          }
        : plainEntry(server),
    place: '`~/.continue/config.yaml`, or a file in `.continue/mcpServers` of a project',
    quirks: ['The servers are a list; each has a `name`.', 'Tools work in agent mode only.'],
  },
  goose: {
    title: 'Goose',
    language: 'yaml',
    keys: ['extensions'],
    entry: (server) =>
      'url' in server
        ? {
            enabled: true,
            type: 'streamable_http',
            name: 'runwhen',
            uri: server.url,
            ...headersOf(server),
            timeout: TOOL_SECONDS,
          }
        : {
            enabled: true,
            type: 'stdio',
            name: 'runwhen',
            cmd: server.command,
            args: server.args,
            ...envOf(server, 'envs'),
            timeout: TOOL_SECONDS,
          },
    place: '`~/.config/goose/config.yaml`, on Windows `%APPDATA%\\Block\\goose\\config\\config.yaml`',
    quirks: ['It takes `cmd` and `envs` instead of `command` and `env`.'],
  },
  opencode: {
    title: 'opencode',
    language: 'json',
    keys: ['mcp'],
    entry: (server) =>
      'url' in server
        ? { type: 'remote', url: server.url, enabled: true, ...headersOf(server) }
        : {
            type: 'local',
            command: [server.command, ...server.args],
            enabled: true,
            ...envOf(server, 'environment'),
          },
    place: '`~/.config/opencode/opencode.json`, or `opencode.json` in a project',
    quirks: ['`command` is one list of command and arguments.'],
  },
  copilot: {
    title: 'GitHub Copilot coding agent',
    language: 'json',
    keys: ['mcpServers'],
    entry: (server) =>
      'url' in server
        ? { type: 'http', url: server.url, ...headersOf(server), tools: ['*'] }
        : { type: 'local', command: server.command, args: server.args, ...envOf(server), tools: ['*'] },
    place: "the repository's Settings > Copilot > Coding agent > MCP configuration",
    quirks: [
      '`tools` lists the tools that the agent may use; it asks nobody. Prefer a read-only server (`"args": [..., "--read-only"]`).',
      'It runs in a container of its own, without access to your machine; store the token as a secret of the environment `copilot`, with a name that begins with `COPILOT_MCP_`.',
    ],
  },
} as const satisfies Record<string, HostForm>;

export type HostName = keyof typeof HOSTS;

/** The form of a host, as every host has it. */
export const hostForm = (name: HostName): HostForm => HOSTS[name];
