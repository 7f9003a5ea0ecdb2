import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OPTIONS, type Option } from '../../src/config/options.ts';
import { filesBelow, ROOT, readText } from './documents.ts';

const MANIFESTS = {
  'server.json': 'mcp-server',
  '.cursor-plugin/plugin.json': 'cursor-plugin',
  '.claude-plugin/plugin.json': 'claude-plugin',
  'mcp.json': 'mcp-servers',
  'mcp-multi-env.json': 'mcp-servers',
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

  test('starts the published package, with variables that the server reads', () => {
    for (const { command, args, env } of serversOf(manifest)) {
      expect([command, ...args.slice(0, 2)]).toEqual(['npx', '-y', 'runwhen-platform-mcp']);
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

test('server.json describes each variable as the configuration does', () => {
  for (const pack of json('server.json').packages) {
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
  for (const { envVar, sensitive } of json('gemini-extension.json').settings) {
    expect(options.get(envVar)?.secret ?? false).toBe(sensitive ?? false);
    expect(options.has(envVar)).toBe(true);
  }
});

describe('generation rules', () => {
  const SKILL = 'skills/author-generation-rules/references';
  const schema = json(`${SKILL}/generation-rules.schema.json`);

  test.each(filesBelow(`${SKILL}/examples`))('%s fits the schema', async (path) => {
    expect(await ruleProblems(schema, parse(readText(path)))).toEqual([]);
  });

  test.each([
    ['the singular kind', (rules: Rules) => Object.assign(rules, { kind: 'GenerationRule' })],
    [
      'snake_case names',
      (rules: Rules) => Object.assign(rules.spec.generationRules[0]!.slxs[0]!, { base_name: 'x' }),
    ],
    [
      'exists with properties',
      (rules: Rules) =>
        rules.spec.generationRules[0]!.matchRules.push({ type: 'exists', properties: ['name'] }),
    ],
    ['legacy predicates', (rules: Rules) => Object.assign(rules.spec, { match: {}, predicates: [] })],
    [
      'a long base name',
      (rules: Rules) => Object.assign(rules.spec.generationRules[0]!.slxs[0]!, { baseName: 'a'.repeat(16) }),
    ],
  ])('the schema refuses %s', async (_what, spoil) => {
    const rules = parse(readText(`${SKILL}/examples/kubernetes-deployment.yaml`)) as Rules;
    spoil(rules);
    expect(await ruleProblems(schema, rules)).not.toEqual([]);
  });
});

interface Rules {
  spec: { generationRules: { matchRules: object[]; slxs: object[] }[] };
}

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

async function ruleProblems(schema: object, value: unknown): Promise<unknown[]> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? []);
}
