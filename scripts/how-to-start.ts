import { readFileSync } from 'node:fs';
import { version } from '../package.json';
import { COMMANDS } from '../src/commands/command-list.ts';
import { IN_SHELL, inHost } from '../src/names/how-to-start.ts';
import type { GeneratedFile } from './generated-file.ts';

/** Where README tells people to put a clone, as hosts write it that know `${userHome}`. */
const HOME = '${userHome}/runwhen-platform-mcp';

/** Folder of the package in each manifest: what its host calls its own copy, or the clone of README. */
const MANIFESTS: Record<string, string> = {
  'mcp.json': HOME,
  'mcp-multi-env.json': HOME,
  '.claude-plugin/plugin.json': '${CLAUDE_PLUGIN_ROOT}',
  'gemini-extension.json': '${extensionPath}',
};

interface Server {
  command: string;
  args: string[];
}

/** Manifests of hosts: version and command as they are; what else they say is written by hand. */
export function manifests(): GeneratedFile[] {
  return Object.entries(MANIFESTS).map(([path, folder]) => {
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    if (manifest.version) manifest.version = version;
    for (const server of Object.values<Server>(manifest.mcpServers)) {
      const flags = server.args.filter((word) => /^--(?!prefix$)/.test(word));
      const { command, args } = inHost(folder);
      Object.assign(server, { command, args: [...args, ...flags] });
    }
    return { path, text: formatted(manifest) };
  });
}

/** JSON as the formatter leaves it: lists of words on one line. */
const formatted = (value: object) =>
  `${JSON.stringify(value, null, 2)}\n`.replace(
    /\[\n\s+("[^"\n]*"(?:,\n\s+"[^"\n]*")*)\n\s+\]/g,
    (_, words: string) => `[${words.replace(/\n\s+/g, ' ')}]`,
  );

const ENV = {
  RW_API_URL: 'https://papi.beta.runwhen.com',
  RUNWHEN_TOKEN: 'your-token',
  DEFAULT_WORKSPACE: 'your-workspace',
};
const CLONE = '/home/me/runwhen-platform-mcp';

/** Sections of README that name the command. */
export function readmeSections(): Record<string, string> {
  const start = inHost(CLONE);
  const server = (env: Record<string, string>) => ({ ...start, env });
  const labelled = (label: string, host: string) =>
    server({
      RW_API_URL: `https://papi.${host}.runwhen.com`,
      RUNWHEN_TOKEN: `${label}-token`,
      MCP_SERVER_LABEL: label,
    });
  const inputs = [
    { type: 'promptString', id: 'runwhen-token', description: 'RunWhen token', password: true },
  ];
  const asked = { type: 'stdio', ...server({ ...ENV, RUNWHEN_TOKEN: '${input:runwhen-token}' }) };
  const words = Object.entries(ENV).map(([name, value]) => `--env ${name}=${value}`);
  return {
    cursor: json({ mcpServers: { runwhen: server(ENV) } }),
    vscode: json({ inputs, servers: { runwhen: asked } }),
    'claude-code': `\`\`\`bash\nclaude mcp add runwhen ${words.join(' ')} -- ${[start.command, ...start.args].join(' ')}\n\`\`\``,
    environments: json({
      mcpServers: { 'runwhen-prod': labelled('prod', 'app'), 'runwhen-beta': labelled('beta', 'beta') },
    }),
  };
}

const json = (value: object) => `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;

const FORMS = new RegExp(
  `(?:npx (?:-y )?runwhen-platform-mcp|node dist/cli\\.js)(?= (?:--help|(?:${COMMANDS.map(({ name }) => name).join('|')})\\b))`,
  'g',
);

/** The text with each command line of this program begun as it works now. */
export const withCommands = (text: string) => text.replace(FORMS, IN_SHELL);

/** Pages written by hand that show command lines. */
export const PAGES_WITH_COMMANDS = ['docs/remote.md', 'docs/tool-builder-flow.md'];
