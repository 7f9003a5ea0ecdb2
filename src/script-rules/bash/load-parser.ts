import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Language, Parser } from 'web-tree-sitter';
import { keepAlive } from '../syntax/keep-alive.ts';

let loading: Promise<Parser> | undefined;

/** The Bash parser, loaded on first use and kept. */
export function loadParser(): Promise<Parser> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parser> {
  const wasmBinary = await readFile(locate('web-tree-sitter', 'web-tree-sitter.wasm'));
  await Parser.init({ wasmBinary });
  const language = await Language.load(await readFile(locate('tree-sitter-bash', 'tree-sitter-bash.wasm')));
  const parser = new Parser().setLanguage(language);
  keepAlive(parser.parse('true')?.walk());
  return parser;
}

/** Next to the bundle once built, in its own package before that. */
function locate(packageName: string, file: string): string {
  const besideBundle = fileURLToPath(new URL(`./${file}`, import.meta.url));
  if (existsSync(besideBundle)) return besideBundle;
  return createRequire(import.meta.url).resolve(`${packageName}/${file}`);
}
