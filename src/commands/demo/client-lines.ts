import { PUBLIC_PLATFORMS } from '../../names/public-platforms.ts';

const ENTRY = {
  command: 'npx',
  args: ['-y', 'runwhen-platform-mcp'],
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
    '',
    'A folder that is open can decide what npx starts. In folders that you do not trust, use the package from a folder of your own:',
    '"args": ["-y", "--prefix", "/home/me/runwhen", "runwhen-platform-mcp"], after npm install --prefix /home/me/runwhen runwhen-platform-mcp',
  ].join('\n');
}
