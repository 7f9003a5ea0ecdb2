import { AppRenderer } from '@mcp-ui/client';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** Draws one view with the other library, as `globalThis.scene` says; what the view asks for is kept in `globalThis.heard`. */
const { tool, html, args, result, frame } = globalThis.scene;
const heard = [];
globalThis.heard = heard;

const view = createElement(AppRenderer, {
  toolName: tool,
  html,
  sandbox: { url: new URL(frame) },
  toolInput: args,
  toolResult: result,
  hostCapabilities: { openLinks: {}, serverTools: {}, message: {} },
  hostContext: { theme: 'dark', displayMode: 'inline', availableDisplayModes: ['inline'], locale: 'en-GB' },
  onCallTool: async (params) => {
    heard.push(`call ${params.name}`);
    const response = await fetch('/call', { method: 'POST', body: JSON.stringify(params) });
    return response.json();
  },
  onMessage: async ({ content }) => {
    heard.push(`say ${content[0].text}`);
    return {};
  },
  onSizeChanged: ({ height }) => heard.push(`height ${height}`),
  onError: (error) => heard.push(`error ${error.message}`),
});
createRoot(document.getElementById('scenes')).render(view);
