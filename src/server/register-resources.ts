import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { BOUNDS } from '../config/bounds.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { PromptContext } from '../prompts/define-prompt.ts';
import { LIVE_RESOURCES, readLiveResource } from '../resources/live-resources.ts';
import { showValue } from '../shown-text/show-value.ts';
import { fitReply } from '../tool-kit/fit-reply.ts';

type ContextFor = (request: ServerContext, name: string, withinMs: number) => Promise<PromptContext>;

/** Serves what is on the platform by address, read anew each time, as JSON. */
export function registerLiveResources(mcp: McpServer, contextFor: ContextFor): void {
  for (const resource of LIVE_RESOURCES) {
    const { name, title, description, template, variable } = resource;
    mcp.registerResource(
      name,
      new ResourceTemplate(template, { list: undefined }),
      { title, description, mimeType: 'application/json' },
      async (uri, variables, request) => {
        const given = { workspace: textOf(variables.workspace), id: textOf(variables[variable]) };
        const context = await contextFor(request, `resource_${name}`, BOUNDS.readTool.limit);
        const { value } = showValue(
          await readLiveResource(resource, given, context).catch(rethrow(uri.href)),
        );
        const text = JSON.stringify(fitReply(value, 'The tools read it in parts.'));
        return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
      },
    );
  }
}

const textOf = (value: string | string[] | undefined) => decodeURIComponent(String(value ?? ''));

function rethrow(uri: string) {
  return (error: unknown): never => {
    if (error instanceof NotFound) throw new ResourceNotFoundError(uri, error.message);
    if (error instanceof ToolError)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${error.message} ${error.hint}`);
    throw error;
  };
}
