import { z } from 'zod';
import type { ToolDefinition } from './define-tool.ts';
import { CONFIRM_KEY, WORKSPACE_KEY } from './inputs.ts';
import { type ConfirmMode, waitsForAgreement } from './waits-for-agreement.ts';

/** JSON Schema of a tool's input, in the plain form that every known host takes. */
export interface InputSchema {
  type: 'object';
  properties: Record<string, Record<string, unknown>>;
  required?: string[];
}

/** A tool as `tools/list` shows it. */
export interface PublishedTool {
  name: string;
  title: string;
  description: string;
  inputSchema: InputSchema;
  outputSchema?: Record<string, unknown>;
  annotations: {
    readOnlyHint: boolean;
    destructiveHint: boolean;
    idempotentHint: boolean;
    openWorldHint: boolean;
  };
}

/** What of the configuration shows in the list of tools. */
export interface PublishOptions {
  defaultWorkspace?: string | undefined;
  /** `deletes` when left out. */
  confirm?: ConfirmMode;
}

/**
 * The wire form of a tool. All four hints follow from its effect; `workspace_name` is required unless the
 * server has a default workspace; what waits for an agreement takes `confirm`.
 */
export function publishTool(tool: ToolDefinition, options: PublishOptions = {}): PublishedTool {
  const { name, title, description, effect } = tool;
  const read = effect === 'read';
  return {
    name,
    title,
    description,
    inputSchema: publishInput(tool, options),
    ...(tool.output ? { outputSchema: plainSchema(tool.output, 'output', dropOpenness) } : {}),
    annotations: {
      readOnlyHint: read && !tool.writesFiles,
      destructiveHint: effect === 'delete' || effect === 'execute' || (effect === 'write' && !tool.additive),
      idempotentHint: read || tool.idempotent === true,
      openWorldHint: tool.openWorld !== false,
    },
  };
}

/** The input's whole schema, with every bound; parsing mends arguments by it. */
export function inputSchema(tool: ToolDefinition): InputSchema {
  const { properties = {}, required } = plainSchema(tool.input, 'input', dropLimits) as Partial<InputSchema>;
  const taken = tool.preview ? { ...properties, ...CONFIRM } : properties;
  return { type: 'object', properties: taken, ...(required ? { required } : {}) };
}

const CONFIRM = { [CONFIRM_KEY]: { type: 'string', description: 'Code of the preview' } };

function publishInput(
  tool: ToolDefinition,
  { defaultWorkspace, confirm = 'deletes' }: PublishOptions,
): InputSchema {
  const { properties = {}, required = [] } = plainSchema(
    tool.input,
    'input',
    dropUnsaid,
  ) as Partial<InputSchema>;
  const needsWorkspace = WORKSPACE_KEY in properties && !tool.workspaceOptional && !defaultWorkspace;
  const needed = needsWorkspace ? [WORKSPACE_KEY, ...required] : required;
  const taken = waitsForAgreement(tool, confirm) ? { ...properties, ...CONFIRM } : properties;
  return { type: 'object', properties: taken, ...(needed.length > 0 ? { required: needed } : {}) };
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
