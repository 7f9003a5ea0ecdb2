import { PUBLIC_PLATFORMS } from '../../names/public-platforms.ts';

/** With a prefix outside of it, the folder that is open decides neither which registry npx asks nor what it starts. */
const ENTRY = {
  command: 'npx',
  args: ['-y', '--prefix', '/', 'runwhen-platform-mcp'],
  env: {
    RW_API_URL: PUBLIC_PLATFORMS.beta,
    RUNWHEN_TOKEN: 'your-token',
    DEFAULT_WORKSPACE: 'your-workspace',
  },
};

/** The lines to paste into the most used clients. */
export function clientLines(): string {
  const servers = JSON.stringify({ mcpServers: { runwhen: ENTRY } }, null, 2);
  const vscode = JSON.stringify({ servers: { runwhen: { type: 'stdio', ...ENTRY } } }, null, 2);
  return [
    `RW_API_URL is the platform you use: ${PUBLIC_PLATFORMS.prod}, ${PUBLIC_PLATFORMS.beta}, or your own.`,
    'Make a token in its UI under Settings > Access Tokens. Without one, add "--sandbox" to args.',
    '',
    'Cursor (.cursor/mcp.json or ~/.cursor/mcp.json) and Claude Desktop (claude_desktop_config.json):',
    servers,
    '',
    'VS Code (.vscode/mcp.json):',
    vscode,
  ].join('\n');
}
