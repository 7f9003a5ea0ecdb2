import { z } from 'zod';
import type { ToolDefinition } from './define-tool.ts';
import { WORKSPACE_KEY } from './inputs.ts';

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

/**
 * The wire form of a tool. All four hints follow from its effect; `workspace_name` is required unless the
 * server has a default workspace.
 */
export function publishTool(
  tool: ToolDefinition,
  options: { defaultWorkspace?: string } = {},
): PublishedTool {
  const { name, title, description, effect } = tool;
  const read = effect === 'read';
  return {
    name,
    title,
    description,
    inputSchema: publishInput(tool, options.defaultWorkspace),
    ...(tool.output ? { outputSchema: plainSchema(tool.output, 'output') } : {}),
    annotations: {
      readOnlyHint: read,
      destructiveHint: effect === 'delete' || effect === 'execute' || (effect === 'write' && !tool.additive),
      idempotentHint: read || tool.idempotent === true,
      openWorldHint: tool.openWorld !== false,
    },
  };
}

function publishInput(tool: ToolDefinition, defaultWorkspace: string | undefined): InputSchema {
  const { properties = {}, required = [] } = plainSchema(tool.input, 'input') as Partial<InputSchema>;
  const needed = WORKSPACE_KEY in properties && !defaultWorkspace ? [WORKSPACE_KEY, ...required] : required;
  return { type: 'object', properties, ...(needed.length > 0 ? { required: needed } : {}) };
}

function plainSchema(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    override: ({ jsonSchema }) => dropNoise(jsonSchema),
  });
  return json as Record<string, unknown>;
}

/** Removes what zod states and no reader needs: safe-integer bounds, and schemas that accept any value. */
function dropNoise(schema: Record<string, unknown>): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.propertyNames) delete schema.propertyNames;
  const open = schema.additionalProperties;
  if (open && typeof open === 'object' && Object.keys(open).length === 0) delete schema.additionalProperties;
}
