import type { ToolDefinition } from './define-tool.ts';
import { CONFIRM_KEY, WORKSPACE_KEY } from './own-arguments.ts';
import type { viewUri } from './view-names.ts';
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
  /** For hosts with views: which one draws the answer, and that no view may call a tool that does more than read. */
  _meta?: { ui: { resourceUri?: ReturnType<typeof viewUri>; visibility?: ['model'] } };
}

/** What of the configuration shows in the list of tools. */
export interface PublishOptions {
  defaultWorkspace?: string | undefined;
  /** `deletes` when left out. */
  confirm?: ConfirmMode;
}

/** What a list of tools is made of: all that can be said of a tool before there is a configuration, as plain JSON. */
export interface ToolEntry extends Pick<ToolDefinition, 'name' | 'toolset' | 'effect' | 'writesFiles'> {
  /** As it is shown where there is a default workspace and nothing waits for an agreement. */
  published: PublishedTool;
  /** Whether a call must name a workspace where there is no default one. */
  needsWorkspace: boolean;
  hasPreview: boolean;
}

/**
 * The wire form of a tool: `workspace_name` is required unless the server has a default workspace; what waits for an
 * agreement takes `confirm`.
 */
export function publishEntry(
  { published, effect, needsWorkspace, hasPreview }: ToolEntry,
  { defaultWorkspace, confirm = 'deletes' }: PublishOptions,
): PublishedTool {
  const { properties, required = [] } = published.inputSchema;
  const needed = needsWorkspace && !defaultWorkspace ? [WORKSPACE_KEY, ...required] : required;
  const waits = waitsForAgreement({ effect, preview: hasPreview }, confirm);
  return {
    ...published,
    inputSchema: {
      type: 'object',
      properties: waits ? { ...properties, ...CONFIRM } : properties,
      ...(needed.length > 0 ? { required: needed } : {}),
    },
  };
}

/** The parameter that hands back the code of a preview. */
export const CONFIRM = { [CONFIRM_KEY]: { type: 'string', description: 'Code of the preview' } };
