import { stat } from 'node:fs/promises';
import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { BOUNDS } from '../config/bounds.ts';
import type { Config } from '../config/schema.ts';
import { CONTEXT_FILE } from '../context/find-context.ts';
import { projectContextFiles } from '../context/project-context.ts';
import { readContextFile } from '../context/read-context.ts';
import { NotFound } from '../errors/platform-errors.ts';
import { ToolError } from '../errors/tool-error.ts';
import type { PromptContext } from '../prompts/define-prompt.ts';
import { LIVE_RESOURCES, listWorkspaces } from '../resources/live-resources.ts';
import { showText, showValue } from '../shown-text/show-value.ts';
import { fitReply } from '../tool-kit/fit-reply.ts';
import type { Offers } from './offers.ts';

type ContextFor = (request: ServerContext, name: string, withinMs: number) => Promise<PromptContext>;

/** Serves what is on the platform by address, as JSON, read afresh each time. */
export function registerLiveResources(mcp: McpServer, contextFor: ContextFor, offers: Offers): void {
  for (const resource of LIVE_RESOURCES.filter(({ tool }) => offers(tool))) {
    const { name, title, description, template } = resource;
    const listed = async (request: ServerContext) => ({
      resources: await listWorkspaces(await contextFor(request, 'resources', BOUNDS.completion.limit)),
    });
    mcp.registerResource(
      name,
      new ResourceTemplate(template, { list: name === 'workspaces' ? listed : undefined }),
      { title, description, mimeType: 'application/json' },
      async (uri, variables, request) => {
        const given = Object.fromEntries(
          resource.variables.map(({ name }) => [name, textOf(variables[name])]),
        );
        const context = await contextFor(request, `resource_${name}`, BOUNDS.readTool.limit);
        const { value } = showValue(await resource.read(given, context).catch(rethrow(uri.href)));
        const text = JSON.stringify(fitReply(value, 'The tools read it in parts.'));
        return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
      },
    );
  }
}

export const CONTEXT_TEMPLATE = 'runwhen-context://{file}';

/**
 * Serves the project's RUNWHEN.md: over stdio from the folder in which the server was started, over HTTP only a configured
 * one.
 */
export function registerContextFile(mcp: McpServer, config: Config, transport: 'stdio' | 'http'): void {
  if (transport === 'http' && !config.contextFile) return;
  const find = async () => (await projectContextFiles(config, [config.workingDirectory]))[0];
  const list = async () => {
    const path = await find().catch(() => undefined);
    const found = path && (await stat(path).catch(() => undefined));
    if (!found) return { resources: [] };
    const annotations = { lastModified: found.mtime.toISOString() };
    const uri = CONTEXT_TEMPLATE.replace('{file}', CONTEXT_FILE);
    return { resources: [{ uri, name: CONTEXT_FILE, title: path, size: found.size, annotations }] };
  };
  mcp.registerResource(
    'context',
    new ResourceTemplate(CONTEXT_TEMPLATE, { list }),
    {
      title: 'Project context',
      description: "The project's infrastructure, naming and rules for scripts.",
      mimeType: 'text/markdown',
    },
    async ({ href }, { file }) => {
      const path = textOf(file) === CONTEXT_FILE ? await find().catch(rethrow(href)) : undefined;
      if (!path) throw new ResourceNotFoundError(href, `There is no ${CONTEXT_FILE} in this project.`);
      const { content } = await readContextFile(path).catch(rethrow(href));
      return { contents: [{ uri: href, mimeType: 'text/markdown', text: showText(content) }] };
    },
  );
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
