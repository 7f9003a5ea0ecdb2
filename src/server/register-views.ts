import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { packageRoot } from '../skills/package-root.ts';
import { VIEW_MIME_TYPE, VIEW_NAMES, viewUri } from '../tool-kit/view-names.ts';

/** They change only with the program, and hold nobody's data. */
const CACHE = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

/**
 * Serves the views that tools name in their `_meta`. They are not listed: hosts read them by address, and people who browse
 * resources are not looking for them. A view loads nothing from elsewhere, so no domain is requested.
 */
export function registerViews(mcp: McpServer): void {
  mcp.registerResource(
    'views',
    new ResourceTemplate('ui://runwhen/{view}', { list: undefined }),
    {
      title: 'Views',
      description: 'What hosts with views draw beside an answer.',
      mimeType: VIEW_MIME_TYPE,
      cacheHint: CACHE,
    },
    async ({ href }) => {
      const name = VIEW_NAMES.find((name) => viewUri(name) === href);
      if (!name)
        throw new ResourceNotFoundError(
          href,
          `There is no view ${href}. There are ${VIEW_NAMES.join(', ')}.`,
        );
      const text = await readFile(join(packageRoot(), 'dist', 'views', `${name}.html`), 'utf8');
      return {
        contents: [{ uri: href, mimeType: VIEW_MIME_TYPE, text, _meta: { ui: { prefersBorder: true } } }],
      };
    },
  );
}
