import { describe, expect, test } from 'vitest';
import { HOSTS, type HostForm } from '../../src/hosts/host-table.ts';

const PLACES: [host: keyof typeof HOSTS, mac: string, windows: string, linux: string][] = [
  [
    'claude-desktop',
    '/Users/me/Library/Application Support/Claude/claude_desktop_config.json',
    'C:\\Users\\me\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
    '/home/me/.config/Claude/claude_desktop_config.json',
  ],
  ['claude-code', '/Users/me/.claude.json', 'C:\\Users\\me\\.claude.json', '/home/me/.claude.json'],
  ['cursor', '/Users/me/.cursor/mcp.json', 'C:\\Users\\me\\.cursor\\mcp.json', '/home/me/.cursor/mcp.json'],
  [
    'vscode',
    '/Users/me/Library/Application Support/Code/User/mcp.json',
    'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json',
    '/home/me/.config/Code/User/mcp.json',
  ],
  [
    'codex',
    '/Users/me/.codex/config.toml',
    'C:\\Users\\me\\.codex\\config.toml',
    '/home/me/.codex/config.toml',
  ],
  [
    'gemini',
    '/Users/me/.gemini/settings.json',
    'C:\\Users\\me\\.gemini\\settings.json',
    '/home/me/.gemini/settings.json',
  ],
];

describe('settings of %s', () => {
  test.each(PLACES)('%s lie where it reads them on macOS, Windows and Linux', (host, ...expected) => {
    const { file } = HOSTS[host] as HostForm;
    const appData = 'C:\\Users\\me\\AppData\\Roaming';
    const found = [
      file!({ platform: 'darwin', home: '/Users/me', appData }),
      file!({ platform: 'win32', home: 'C:\\Users\\me', appData }),
      file!({ platform: 'linux', home: '/home/me', appData }),
    ];
    expect(found).toEqual(expected);
  });

  test('are written for these six hosts, and for no other', () => {
    const written = Object.entries(HOSTS as Record<string, HostForm>).filter(([, { file }]) => file);
    expect(written.map(([name]) => name)).toEqual(PLACES.map(([name]) => name));
  });
});
