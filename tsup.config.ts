import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { buildGallery, buildViews } from './scripts/build-views.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';

const began = new Date();

/** Grammars that the script reader loads at run time, beside the chunk that loads them. */
const WASM = [
  'node_modules/web-tree-sitter/web-tree-sitter.wasm',
  'node_modules/tree-sitter-bash/tree-sitter-bash.wasm',
  'node_modules/@astral-sh/ruff-wasm-nodejs/ruff_wasm_bg.wasm',
];

/** Messages in fifty languages are a third of zod; the server speaks English. */
const englishOnly: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'zod-english-only',
  setup(build) {
    build.onLoad({ filter: /zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/**
 * The SDK loads a JSON Schema validator at start-up, for answers to forms. It ships two; the smaller one spares half
 * of what there is to parse.
 */
const smallValidator: typeof englishOnly = {
  name: 'sdk-small-validator',
  setup(build) {
    build.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({
      path: resolve('scripts/sdk-shims.mjs'),
    }));
  },
};

/** Lists of tools are text by the time anyone asks, and no tool is loaded for them. */
const toolEntries: typeof englishOnly = {
  name: 'tool-entries',
  setup(build) {
    build.onLoad({ filter: /src[\\/]server[\\/]tool-entries\.ts$/ }, () => {
      const json = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/print-tool-entries.ts'], {
        encoding: 'utf8',
      });
      return { contents: `export const entries = JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

/**
 * What each start loads lies in one file, since a file costs about a millisecond: esbuild puts modules together that the
 * same entries reach, so each entry reaches them. None loads more for it, since they are loaded by then.
 */
const startInOneFile: typeof englishOnly = {
  name: 'start-in-one-file',
  setup(build) {
    const start = resolve('src/commands/run-cli.ts');
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.ts$/.test(file),
    );
    const entries = new Set([resolve('src/script-reader/child.ts')]);
    for (const file of sources.map((file) => resolve('src', file))) {
      for (const [, target] of readFileSync(file, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g))
        entries.add(resolve(dirname(file), target!));
    }
    entries.delete(start);
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) =>
      entries.has(path)
        ? { contents: `${readFileSync(path, 'utf8')}\nimport ${JSON.stringify(start)};`, loader: 'ts' }
        : undefined,
    );
  },
};

export default defineConfig({
  entry: { cli: 'src/cli.ts', 'script-reader': 'src/script-reader/child.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20',
  splitting: true,
  treeshake: true,
  // Start-up is mostly parsing.
  minify: true,
  esbuildPlugins: [englishOnly, smallValidator, toolEntries, startInOneFile],
  clean: true,
  dts: false,
  noExternal: [/.*/],
  // Bundled CommonJS dependencies call require() for Node's own modules, and look for files beside them.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __dirname = import.meta.dirname;",
  },
  metafile: true,
  onSuccess: async () => {
    for (const file of WASM) cpSync(file, `dist/${file.split('/').at(-1)}`);
    const metafile = JSON.parse(readFileSync('dist/metafile-esm.json', 'utf8'));
    Object.assign(
      metafile.inputs,
      await buildViews('dist/views'),
      await buildGallery('dist/gallery', [englishOnly]),
    );
    rmSync('dist/metafile-esm.json');
    const notices = 'dist/THIRD-PARTY-NOTICES.txt';
    writeFileSync(notices, thirdPartyNotices(metafile, ['node_modules/tree-sitter-bash']));
    // What has changed since is not in the build: tests build it anew then.
    utimesSync(notices, began, began);
  },
});
