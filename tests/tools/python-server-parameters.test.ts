import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OTHER_NAMES } from '../../src/tool-kit/other-names.ts';
import { parseArguments } from '../../src/tool-kit/parse-arguments.ts';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { tools } from '../../src/tools/catalogue.ts';

interface Parameter {
  name: string;
  type: string;
  required: boolean;
  default?: unknown;
}

/** The Python server's own `tools/list`, as facts. */
const facts: { tools: { tool: string; parameters: Parameter[] }[] } = JSON.parse(
  readFileSync('tests/ground-truth/python-server-parameters.json', 'utf8'),
);

/** Values that tools with rules for them take; any other parameter gets one by its type. */
const SAMPLES: Record<string, unknown> = {
  platform: 'kubernetes',
  scope_type: 'workspace',
  status: 'active',
  issue_id: '7',
  note_id: '6f9619ff-8b86-4d01-b42d-00c04fc964ff',
  interpreter: 'python',
  sli_interpreter: 'python',
  run_type: 'sli',
  task_type: 'sli',
  access: 'read-only',
  data: 'config',
  image_url: 'https://example.com/icon.svg',
  avatar_url: 'https://example.com/face.png',
  sink_configs: [{ type: 'email', mode: 'user' }],
  tags: [{ name: 'team', value: 'cart' }],
  severity: 2,
  filter_confidence_threshold: 0.4,
  run_confidence_threshold: 0.9,
};
const BY_TYPE: Record<string, unknown> = {
  string: 'sample',
  integer: 3,
  number: 0.5,
  boolean: true,
  object: { A: '1' },
  'array<string>': ['a'],
  'array<object>': [{ name: 'a' }],
};

function sampleOf({ name, type }: Parameter): unknown {
  const [kind] = type.split('|');
  return name === 'tags' && kind === 'string' ? 'EKS,REDIS' : (SAMPLES[name] ?? BY_TYPE[kind!]);
}

const rows = facts.tools.flatMap(({ tool, parameters }) =>
  parameters.map((parameter) => ({ tool, name: parameter.name, parameter, parameters })),
);

const noEffect = (tool: string, name: string) =>
  OTHER_NAMES.some((other) => 'noEffect' in other && other.tools.includes(tool) && other.name === name);

const toolNamed = (name: string) => tools.find((tool) => tool.name === name)!;

describe('the parameters of the Python server', () => {
  it('are 280, on 47 tools', () => {
    expect([facts.tools.length, rows.length]).toEqual([47, 280]);
  });

  it.each(rows)('$tool takes $name', ({ tool, name, parameter, parameters }) => {
    const required = Object.fromEntries(
      parameters.filter(({ required }) => required).map((needed) => [needed.name, sampleOf(needed)]),
    );
    const value = sampleOf(parameter);
    const parsed = parseArguments(toolNamed(tool), { ...required, [name]: value }) as Record<string, unknown>;
    if (noEffect(tool, name)) return;
    expect(parsed).toHaveProperty(name);
    expect(Object.keys(publishTool(toolNamed(tool)).inputSchema.properties)).toContain(name);
  });

  it.each(rows.filter(({ parameter }) => !parameter.required && parameter.default !== undefined))(
    '$tool takes the default of $name',
    ({ tool, name, parameter, parameters }) => {
      const required = Object.fromEntries(
        parameters.filter(({ required }) => required).map((needed) => [needed.name, sampleOf(needed)]),
      );
      expect(() => parseArguments(toolNamed(tool), { ...required, [name]: parameter.default })).not.toThrow();
    },
  );
});

describe('names that are taken and not published', () => {
  const others = OTHER_NAMES.flatMap((other) => other.tools.map((tool) => ({ ...other, tool })));

  it.each(others)('$tool publishes no $name', ({ tool, name }) => {
    expect(Object.keys(publishTool(toolNamed(tool)).inputSchema.properties)).not.toContain(name);
  });

  it.each(others.filter((other) => 'means' in other))('$tool reads $name as $means', (other) => {
    const means = 'means' in other ? other.means : '';
    expect(Object.keys(publishTool(toolNamed(other.tool)).inputSchema.properties)).toContain(means);
  });
});
