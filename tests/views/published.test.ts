import { readFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, test } from 'vitest';
import { publishTool } from '../../src/tool-kit/publish-tool.ts';
import { VIEW_NAMES, type ViewName, viewUri } from '../../src/tool-kit/view-names.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { READING_TOOLS } from '../../src/views/reading-tools.ts';
import { httpBench } from '../server/http/http-bench.ts';

/** What the extension costs in `tools/list`. */
const MOST_BYTES = 1_500;
const KB = 1_000;
/** The document of a view, in bytes; the answer brings a renderer of Markdown. */
const MOST_OF_A_VIEW: Partial<Record<ViewName, number>> = { 'assistant-answer': 170 * KB };

const published = tools.map((tool) => ({ tool, meta: publishTool(tool)._meta }));

describe('what tools say of views', () => {
  test('costs little in the list of tools', () => {
    const bytes = published.reduce(
      (sum, { meta }) => sum + (meta ? Buffer.byteLength(`,"_meta":${JSON.stringify(meta)}`) : 0),
      0,
    );
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('keeps views from whatever does more than read, and from nothing else', () => {
    for (const { tool, meta } of published) {
      expect(meta?.ui.visibility, tool.name).toEqual(tool.effect === 'read' ? undefined : ['model']);
    }
  });

  test('names a view for some tool each, and says nothing of pictures', () => {
    const named = new Set(tools.flatMap(({ view }) => (view ? [view] : [])));
    expect([...named].sort()).toEqual([...VIEW_NAMES].sort());
    for (const { view, description } of tools) {
      if (view) expect(description).not.toMatch(/\b(?:view|widget|picture|draws?|shown beside)\b/i);
    }
  });

  test('views call reading tools only', () => {
    const effects = READING_TOOLS.map((name) => tools.find((tool) => tool.name === name)?.effect);
    expect(effects).toEqual(READING_TOOLS.map(() => 'read'));
  });
});

describe.each(VIEW_NAMES)('the document of the view %s', (name) => {
  const html = () => readFileSync(`dist/views/${name}.html`, 'utf8');

  test('is one page of bounded size with a language and a title', () => {
    expect(Buffer.byteLength(html())).toBeLessThanOrEqual(MOST_OF_A_VIEW[name] ?? 100 * KB);
    expect(html()).toMatch(/^<!doctype html><html lang="en"><head>.*<title>[^<]+<\/title>/);
    expect(html().match(/<script>/g)).toHaveLength(1);
    expect(html().match(/<\/script>/g)).toHaveLength(1);
  });

  test('loads nothing from anywhere', () => {
    const [markup, script] = html().split('<script>');
    expect(markup).not.toMatch(/\b(?:src|href)=/);
    expect(markup).not.toMatch(/@import|url\((?!["']?data:)/);
    expect(script).not.toMatch(/\bimport\(|\bfetch\(|XMLHttpRequest|WebSocket/);
  });
});

type Connect = () => Promise<Client>;

const client = (pin: string | undefined) =>
  new Client({ name: 'views', version: '1' }, { versionNegotiation: { mode: pin ? { pin } : 'legacy' } });

const over = (pin: string | undefined): [string, Connect][] => [
  [
    `stdio, ${pin ?? 'the handshake'}`,
    async () => {
      const connected = client(pin);
      await connected.connect(
        new StdioClientTransport({
          command: process.execPath,
          args: ['dist/cli.js', 'serve', '--sandbox', '--read-only'],
          stderr: 'ignore',
        }),
      );
      return connected;
    },
  ],
  [
    `HTTP, ${pin ?? 'the handshake'}`,
    async () => {
      const { url, sandbox } = await httpBench();
      const connected = client(pin);
      const headers = { authorization: `Bearer ${sandbox.token}` };
      await connected.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
      return connected;
    },
  ],
];

describe.each([...over(undefined), ...over('2026-07-28')])('over %s', (_, connect) => {
  test('each view is read by its address, listed as no resource, and others are refused', async () => {
    const connected = await connect();
    try {
      expect(connected.getServerCapabilities()?.extensions).toMatchObject({
        'io.modelcontextprotocol/ui': {},
      });
      const { tools: listed } = await connected.listTools();
      expect(listed.find(({ name }) => name === 'get_run_output')?._meta).toEqual({
        ui: { resourceUri: 'ui://runwhen/run' },
      });
      for (const uri of VIEW_NAMES.map(viewUri)) {
        const { contents } = await connected.readResource({ uri });
        expect(contents).toEqual([
          {
            uri,
            mimeType: 'text/html;profile=mcp-app',
            text: expect.stringMatching(/^<!doctype html>/),
            _meta: { ui: { prefersBorder: true } },
          },
        ]);
      }
      const { resources } = await connected.listResources();
      expect(resources.filter(({ uri }) => uri.startsWith('ui:'))).toEqual([]);
      for (const uri of ['ui://runwhen/none', 'ui://runwhen/..%2Fcli', 'ui://runwhen/RUN']) {
        await expect(connected.readResource({ uri })).rejects.toThrow('no view');
      }
    } finally {
      await connected.close();
    }
  });
});
