import { cpSync, mkdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

/** Grammars that the script validator loads at run time, beside the chunk that loads them. */
const WASM = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
];

export default defineConfig({
  entry: { cli: 'src/cli.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  treeshake: true,
  clean: true,
  dts: false,
  noExternal: [/.*/],
  // Bundled CommonJS dependencies call require() for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  onSuccess: async () => {
    mkdirSync('dist', { recursive: true });
    for (const file of WASM) cpSync(file, `dist/${file.split('/').at(-1)}`);
  },
});
