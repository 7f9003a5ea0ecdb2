import { inHost } from '../../names/how-to-start.ts';
import { PUBLIC_PLATFORMS } from '../../names/public-platforms.ts';
import { packageRoot } from '../../skills/package-root.ts';

/** The lines to paste into the most used clients. */
export function clientLines(): string {
  const entry = {
    ...inHost(packageRoot().replaceAll('\\', '/')),
    env: {
      RW_API_URL: PUBLIC_PLATFORMS.beta,
      RUNWHEN_TOKEN: 'your-token',
      DEFAULT_WORKSPACE: 'your-workspace',
    },
  };
  return [
    'The command "setup" connects your client, checks your token and shows what it changes. By hand:',
    '',
    `RW_API_URL is the platform you use: ${PUBLIC_PLATFORMS.prod}, ${PUBLIC_PLATFORMS.beta}, or your own.`,
    'Make a token in its UI under Settings > Access Tokens. Without one, add "--sandbox" to args.',
    '',
    'Cursor (.cursor/mcp.json or ~/.cursor/mcp.json) and Claude Desktop (claude_desktop_config.json):',
    JSON.stringify({ mcpServers: { runwhen: entry } }, null, 2),
    '',
    'VS Code (.vscode/mcp.json):',
    JSON.stringify({ servers: { runwhen: { type: 'stdio', ...entry } } }, null, 2),
  ].join('\n');
}
