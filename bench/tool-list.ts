import { loadConfig } from '../src/config/load.ts';
import { listTools } from '../src/server/tool-list.ts';

/** Close enough for English and JSON in today's tokenizers, and needs none of them. */
const BYTES_PER_TOKEN = 4;

const tools = listTools(loadConfig({ environment: {}, workingDirectory: '.' }));

/** What a host puts before its model: name, title, description and input schema as compact JSON. */
const sizes = tools
  .map(({ name, title, description, inputSchema }) => ({
    name,
    bytes: Buffer.byteLength(JSON.stringify({ name, title, description, inputSchema })),
  }))
  .sort((a, b) => b.bytes - a.bytes);

const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const inTokens = (bytes: number) => Math.round(bytes / BYTES_PER_TOKEN);

console.log('| Tool | Bytes | Tokens |\n| --- | ---: | ---: |');
for (const { name, bytes } of sizes) console.log(`| ${name} | ${bytes} | ${inTokens(bytes)} |`);
console.log(`| **${sizes.length} tools** | **${total}** | **${inTokens(total)}** |`);
console.log(
  `\nThe whole answer to tools/list, with hints and output schemas: ${Buffer.byteLength(JSON.stringify({ tools }))} bytes.`,
);
