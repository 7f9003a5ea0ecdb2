import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleManifest } from './bundle-manifest.ts';

/** Makes `runwhen-platform-mcp.mcpb` of a built package: one file that Claude Desktop installs, with what it asks a person for. */
const PACKER = '@anthropic-ai/mcpb@2.1.2';
const folder = 'dist-bundle';
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const path of ['dist', 'skills', 'package.json', 'LICENSE'])
  cpSync(path, join(folder, path), { recursive: true });
writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(bundleManifest(), null, 2)}\n`);
const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
const packer = (...words: string[]) =>
  execFileSync(npx, ['-y', PACKER, ...words], { stdio: 'inherit', shell: process.platform === 'win32' });
packer('validate', join(folder, 'manifest.json'));
packer('pack', folder, 'runwhen-platform-mcp.mcpb');
