import { z } from 'zod';
import type { ToolDefinition } from './define-tool.ts';
import { WORKSPACE_KEY } from './own-arguments.ts';
import {
  CONFIRM,
  type InputSchema,
  type PublishedTool,
  type PublishOptions,
  publishEntry,
  type ToolEntry,
} from './published-tool.ts';
import { type ViewName, viewUri } from './view-names.ts';

/** What lists of tools are made of. All four hints follow from the tool's effect. */
export function entryOf(tool: ToolDefinition): ToolEntry {
  const { name, title, description, toolset, effect, writesFiles } = tool;
  const read = effect === 'read';
  const input = plainSchema(tool.input, 'input', dropUnsaid) as Partial<InputSchema>;
  const { properties = {}, required } = input;
  return {
    name,
    toolset,
    effect,
    ...(writesFiles ? { writesFiles } : {}),
    needsWorkspace: WORKSPACE_KEY in properties && !tool.workspaceOptional,
    hasPreview: tool.preview !== undefined,
    published: {
      name,
      title,
      description,
      inputSchema: { type: 'object', properties, ...(required ? { required } : {}) },
      ...(tool.output ? { outputSchema: plainSchema(tool.output, 'output', dropOpenness) } : {}),
      annotations: {
        readOnlyHint: read && !writesFiles,
        destructiveHint:
          effect === 'delete' || effect === 'execute' || (effect === 'write' && !tool.additive),
        idempotentHint: read || tool.idempotent === true,
        openWorldHint: tool.openWorld !== false,
      },
      ...viewMeta(tool.view, read),
    },
  };
}

/** The wire form of a tool. */
export function publishTool(tool: ToolDefinition, options: PublishOptions = {}): PublishedTool {
  return publishEntry(entryOf(tool), options);
}

function viewMeta(view: ViewName | undefined, read: boolean): Pick<PublishedTool, '_meta'> {
  if (!view && read) return {};
  const ui = {
    ...(view ? { resourceUri: viewUri(view) } : {}),
    ...(read ? {} : { visibility: ['model'] as ['model'] }),
  };
  return { _meta: { ui } };
}

const schemas = new WeakMap<ToolDefinition, InputSchema>();

/** The input's whole schema, with every bound; parsing mends arguments by it. Made once. */
export function inputSchema(tool: ToolDefinition): InputSchema {
  const made = schemas.get(tool) ?? wholeSchema(tool);
  schemas.set(tool, made);
  return made;
}

function wholeSchema(tool: ToolDefinition): InputSchema {
  const { properties = {}, required } = plainSchema(tool.input, 'input', dropLimits) as Partial<InputSchema>;
  const taken = tool.preview ? { ...properties, ...CONFIRM } : properties;
  return { type: 'object', properties: taken, ...(required ? { required } : {}) };
}

type Schema = Record<string, unknown>;

function plainSchema(schema: z.ZodType, io: 'input' | 'output', drop: (schema: Schema) => void): Schema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    override: ({ jsonSchema }) => drop(jsonSchema),
  });
  return json as Schema;
}

/** Bounds that zod adds to every number and map by itself. */
function dropLimits(schema: Schema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  delete schema.propertyNames;
}

/** That there may be more is what JSON Schema takes for granted. */
function dropOpenness(schema: Schema): void {
  dropLimits(schema);
  delete schema.additionalProperties;
}

/**
 * Leaves out what a model does not need to get a call right: it is checked all the same, every list is paid for in
 * tokens. Maps take texts, which is what models give them.
 */
function dropUnsaid(schema: Schema): void {
  dropLimits(schema);
  delete schema.additionalProperties;
  delete schema.minLength;
  delete schema.maxLength;
  delete schema.pattern;
  delete schema.format;
  if (schema.default === false) delete schema.default;
  if (schema.minimum === 1 || schema.minimum === 0) delete schema.minimum;
  if (hasOnlyTexts(schema)) {
    delete schema.properties;
    delete schema.required;
  }
}

/** An object of undescribed texts, such as a tag: the parameter that takes it names its keys. */
function hasOnlyTexts({ properties }: Schema): boolean {
  const members = Object.values((properties ?? {}) as Record<string, Schema>);
  return members.length > 0 && members.every(({ type, description }) => type === 'string' && !description);
}
