/** Views that hosts with the protocol's UI extension draw beside an answer; each is one HTML document. */
export const VIEW_NAMES = [
  'run',
  'issues',
  'commit-preview',
  'health-map',
  'run-history',
  'assistant-answer',
] as const;

export type ViewName = (typeof VIEW_NAMES)[number];

/** By this a host knows a document for a view; it compares letter by letter. */
export const VIEW_MIME_TYPE = 'text/html;profile=mcp-app';

/** The extension's name among the capabilities of both sides. */
export const VIEW_EXTENSION = 'io.modelcontextprotocol/ui';

export const viewUri = (name: ViewName) => `ui://runwhen/${name}` as const;
