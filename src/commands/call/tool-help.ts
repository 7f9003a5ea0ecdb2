import type { ToolDefinition } from '../../tool-kit/define-tool.ts';
import { CONFIRM_KEY } from '../../tool-kit/own-arguments.ts';
import { publishTool } from '../../tool-kit/publish-tool.ts';
import type { PublishOptions } from '../../tool-kit/published-tool.ts';

const EFFECTS: Record<ToolDefinition['effect'], string> = {
  read: 'It changes nothing.',
  write: 'It creates or changes something on the platform.',
  delete: 'It removes something from the platform.',
  execute: 'It runs a script or task.',
};

/** What a person needs to call a tool from a shell, taken from what clients see of it. */
export function toolHelp(tool: ToolDefinition, config: PublishOptions): string {
  const { title, description, inputSchema } = publishTool(tool, config);
  const { properties, required = [] } = inputSchema;
  const names = Object.keys(properties).toSorted(
    (a, b) => Number(required.includes(b)) - Number(required.includes(a)),
  );
  const usage = names
    .filter((name) => required.includes(name))
    .map((name) => `${flag(name, properties[name]!)} `);
  return [
    `${tool.name}: ${title}`,
    '',
    description,
    EFFECTS[tool.effect],
    '',
    `Usage: runwhen-platform-mcp call ${tool.name} ${usage.join('')}${names.length > usage.length ? '[arguments]' : ''}`.trimEnd(),
    '',
    ...(names.length > 0
      ? ['Arguments:', ...names.map((name) => row(name, properties[name]!, required))]
      : []),
    '',
    'Also as name=value, or together as --json OBJECT. A value @file is read from that file, @- from standard input.',
    ...(inputSchema.properties[CONFIRM_KEY]
      ? [
          '--yes acts at once; without it nothing is sent, and a preview with a code for --confirm is printed.',
        ]
      : []),
    '--format table|json: a table is for people and the default on a terminal.',
  ].join('\n');
}

type Schema = Record<string, unknown>;

const WIDTH = 42;

function row(name: string, schema: Schema, required: readonly string[]): string {
  const said = [
    String(schema.description ?? ''),
    ...(required.includes(name) ? ['(required)'] : []),
    ...(schema.default === undefined ? [] : [`(default ${JSON.stringify(schema.default)})`]),
  ].join(' ');
  const head = `  ${flag(name, schema)}`;
  return head.length < WIDTH ? `${head.padEnd(WIDTH)}${said}` : `${head}\n${' '.repeat(WIDTH)}${said}`;
}

function flag(name: string, schema: Schema): string {
  const dashed = `--${name.replaceAll('_', '-')}`;
  if (schema.type === 'boolean') return schema.default === true ? `--no-${dashed.slice(2)}` : dashed;
  return `${dashed} <${kindOf(schema)}>`;
}

function kindOf(schema: Schema): string {
  if (Array.isArray(schema.enum)) return schema.enum.join('|');
  if (schema.type === 'array') return `${kindOf((schema.items ?? {}) as Schema)}, repeatable`;
  return { integer: 'number', number: 'number', object: 'JSON' }[String(schema.type)] ?? 'text';
}
