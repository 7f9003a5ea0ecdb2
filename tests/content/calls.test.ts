import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MOVING_FIELDS } from '../../scripts/moving-fields.ts';
import { RESOURCE_TYPES } from '../../src/codecollections/resource-types/catalogue.ts';
import { OPTIONS } from '../../src/config/options.ts';
import { parseArguments } from '../../src/tool-kit/parse-arguments.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { filesBelow, type ProseDocument, proseDocuments, readText } from './documents.ts';
import { StandIn, type ToolCall, toolCalls } from './tool-calls.ts';

const byName = new Map(tools.map((tool) => [tool.name, tool]));
const parameters = new Set(tools.flatMap((tool) => Object.keys(tool.input.shape)));
const options = new Set(Object.values(OPTIONS).map(({ variable }) => variable));
const documents = proseDocuments();

/** Words of other programs, and spellings that a document shows because they are wrong. */
const FOREIGN = [
  'base_name',
  'child_resource',
  'gcp_credentials_json',
  'node_modules',
  'non_idempotent',
  'output_items',
  // Earlier fields of this server, in the list of changes.
  'deployed_types',
];

/** Fields of the Python server's answers, as the table of what differs names them. */
const fieldsElsewhere = new Set(
  MOVING_FIELDS.flatMap(({ fields }) => fields.flatMap((field) => field.split(/\W+/))),
);

describe.each(documents.map((document) => [document.path, document] as const))('%s', (_path, document) => {
  test('calls only tools that exist, with parameters and values that they take', () => {
    const problems = callsOf(document).flatMap(({ call, line }) =>
      problemsOf(call).map((one) => `${line}: ${one}`),
    );
    expect(problems).toEqual([]);
  });

  test('names only tools, parameters and fields that exist', () => {
    const unknown = document.code
      .flatMap(({ text, line }) => snakeWords(text).map((word) => ({ word, line })))
      .filter(({ word }) => !byName.has(word) && !parameters.has(word) && !inSources(word))
      .map(({ word, line }) => `${line}: ${word}`);
    expect(unknown).toEqual([]);
  });

  test('names only options that exist', () => {
    const unknown = document.code
      .flatMap(({ text, line }) =>
        (text.match(/\b(?:MCP|RUNWHEN)_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []).map((name) => ({ name, line })),
      )
      .filter(({ name }) => !options.has(name))
      .map(({ name, line }) => `${line}: ${name}`);
    expect(unknown).toEqual([]);
  });
});

test('every tool is named in the guide for agents or a skill', () => {
  const guidance = documents.filter(
    ({ path }) => path === 'docs/agents-guide.md' || path.startsWith('skills/'),
  );
  const named = new Set(guidance.flatMap(({ text }) => text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? []));
  const unnamed = [...byName.keys()].filter((name) => !named.has(name));
  expect(unnamed, 'name it in docs/agents-guide.md or in a skill').toEqual([]);
});

function callsOf({ fences, code }: ProseDocument): { call: ToolCall; line: number }[] {
  const spans = [...fences.filter(({ language }) => language === 'tool'), ...code];
  return spans.flatMap(({ text, line }) => toolCalls(text).map((call) => ({ call, line })));
}

function problemsOf({ tool: name, args }: ToolCall): string[] {
  const tool = byName.get(name);
  if (!tool) return [`${name} is not a tool`];
  const problems: string[] = [];
  // It asks a workspace for nothing but the SLX that it starts from.
  const asksNone = name === 'validate_script' && !('from_slx' in args);
  if (!asksNone && 'workspace_name' in tool.input.shape && !('workspace_name' in args)) {
    problems.push(`${name} is shown without workspace_name`);
  }
  try {
    parseArguments(tool, filledIn(args));
  } catch (error) {
    problems.push((error as Error).message);
  }
  return problems;
}

/** Most stand-ins are numbers, or texts of no special form. */
function filledIn(args: Record<string, unknown>): Record<string, unknown> {
  const sample = ({ name }: StandIn) => (name === 'NOTE_ID' ? randomUUID() : 1);
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value instanceof StandIn ? sample(value) : value]),
  );
}

/** Words joined by underscores, outside of quoted text. */
function snakeWords(code: string): string[] {
  const bare = code.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return bare.match(/(?<![\w/.:$-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/.@-])/g) ?? [];
}

const sources = [...filesBelow('src'), ...filesBelow('skills')]
  .filter((path) => /\.(ts|sh|py)$/.test(path))
  .map(readText)
  .join('\n');

const resourceTypes = new Set(
  Object.values(RESOURCE_TYPES).flatMap((types) => types.map(({ name }) => name)),
);

function inSources(word: string): boolean {
  if (resourceTypes.has(word)) return true;
  if (FOREIGN.includes(word) || fieldsElsewhere.has(word)) return true;
  return new RegExp(`\\b${word}\\b`).test(sources);
}
