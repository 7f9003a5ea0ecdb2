import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { bundleManifest } from '../../scripts/bundle-manifest.ts';
import { releaseManifest } from '../../scripts/release-manifest.ts';
import type { Option } from '../../src/config/option-kinds.ts';
import { OPTIONS } from '../../src/config/options.ts';
import { inHost } from '../../src/names/how-to-start.ts';
import { ROOT, readText } from './documents.ts';

const MANIFESTS = {
  'server.json': 'mcp-server',
  '.cursor-plugin/plugin.json': 'cursor-plugin',
  '.claude-plugin/plugin.json': 'claude-plugin',
  'mcp.json': 'mcp-servers',
  'mcp-multi-env.json': 'mcp-servers',
  '.claude-plugin/marketplace.json': 'claude-marketplace',
  'gemini-extension.json': 'gemini-extension',
};

const json = (path: string) => JSON.parse(readText(path));
const version: string = json('package.json').version;
const options = new Map<string, Option>(
  Object.values(OPTIONS).map((option) => [option.variable, option as Option]),
);

describe.each(Object.entries(MANIFESTS))('%s', (path, schema) => {
  const manifest = json(path);

  test('is what its client takes', () => {
    expect(problems(json(`tests/content/schemas/${schema}.schema.json`), manifest)).toEqual([]);
  });

  test('has the version of the package, where it has one', () => {
    expect(manifest.version ?? version).toBe(version);
  });

  test('starts what can be had now, whatever folder is open, with variables that the server reads', () => {
    for (const { command, args, env } of serversOf(manifest)) {
      const folder = /^(\$\{[^}]+\}.*)\/dist\/cli\.js$/.exec(args[0] ?? '')?.[1] ?? '';
      const start = inHost(folder);
      expect([command, ...args.slice(0, start.args.length)]).toEqual([start.command, ...start.args]);
      expect(folder).not.toContain('workspace');
      expect(Object.keys(env).filter((name) => !options.has(name))).toEqual([]);
    }
  });

  test('points to files that exist', () => {
    const paths = JSON.stringify(manifest).match(/"\.\/[^"]+"/g) ?? [];
    const named = [
      ...paths.map((quoted) => JSON.parse(quoted)),
      ...(manifest.contextFileName ? [manifest.contextFileName] : []),
    ];
    expect(named.filter((file: string) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('the manifest of a release', () => {
  const manifest = releaseManifest('Acme/runwhen-platform-mcp');

  test('is what the registry takes', () => {
    expect(problems(json('tests/content/schemas/mcp-server.schema.json'), manifest)).toEqual([]);
  });

  test('starts the image as the image is labelled, over stdio', () => {
    const [, image] = manifest.packages;
    expect(image.identifier).toBe(`ghcr.io/acme/runwhen-platform-mcp:${version}`);
    expect(readText('Dockerfile')).toContain(`io.modelcontextprotocol.server.name="${manifest.name}"`);
    expect(image.packageArguments).toEqual([{ type: 'named', name: '--transport', value: 'stdio' }]);
    expect(image.environmentVariables).toEqual(manifest.packages[0].environmentVariables);
  });

  test('shows icons that are in the repository', () => {
    for (const { src } of manifest.icons) {
      const [, path] =
        /^https:\/\/raw\.githubusercontent\.com\/Acme\/runwhen-platform-mcp\/v[^/]+\/(.+)$/.exec(src)!;
      expect(existsSync(join(ROOT, path!))).toBe(true);
    }
  });
});

test('the marketplace offers the Claude plugin that stands beside it', () => {
  const { plugins } = json('.claude-plugin/marketplace.json');
  const { name, description } = json('.claude-plugin/plugin.json');
  expect(plugins).toEqual([expect.objectContaining({ name, description, source: './' })]);
});

describe('the bundle', () => {
  const manifest = bundleManifest();

  test('is what the format’s published schema asks for', () => {
    expect(problems(json('tests/content/schemas/mcpb-manifest.schema.json'), manifest)).toEqual([]);
  });

  test('asks a person for what the server cannot do without, and hides the secret', () => {
    const { rw_api_url, runwhen_token, default_workspace } = manifest.user_config;
    expect(rw_api_url).toMatchObject({ required: true, sensitive: false });
    expect(runwhen_token).toMatchObject({ required: true, sensitive: true });
    expect(default_workspace).toMatchObject({ required: false, default: '' });
    for (const variable of Object.keys(manifest.server.mcp_config.env))
      expect(options.has(variable)).toBe(true);
  });
});

test('server.json describes each variable as the configuration does', () => {
  const { packages } = json('server.json');
  expect(packages.length).toBeGreaterThan(0);
  for (const pack of packages) {
    expect(pack.environmentVariables.length).toBeGreaterThan(0);
    expect(pack).toMatchObject({ identifier: json('package.json').name, version });
    for (const variable of pack.environmentVariables) {
      const option = options.get(variable.name);
      expect(option, variable.name).toBeDefined();
      expect(variable.isSecret ?? false, variable.name).toBe(option?.secret ?? false);
      expect(variable.default ?? '', variable.name).toBe(option?.default ?? '');
    }
  }
});

test('the settings of the Gemini extension are variables of the server', () => {
  const { settings } = json('gemini-extension.json');
  expect(settings.length).toBeGreaterThan(0);
  for (const { envVar, sensitive } of settings) {
    expect(options.get(envVar)?.secret ?? false).toBe(sensitive ?? false);
    expect(options.has(envVar)).toBe(true);
  }
});

interface ServerEntry {
  command: string;
  args: string[];
  env: Record<string, string>;
}

function serversOf({ mcpServers }: { mcpServers?: unknown }): ServerEntry[] {
  return mcpServers && typeof mcpServers === 'object'
    ? Object.values(mcpServers as Record<string, ServerEntry>)
    : [];
}

function problems(schema: object, value: unknown): unknown[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}
