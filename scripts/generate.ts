import { readFileSync, writeFileSync } from 'node:fs';
import { generated } from './generated-files.ts';

/** Writes every generated file; with `--check` names the stale ones and fails instead. */
const check = process.argv.includes('--check');
const stale = generated().filter(({ path, text }) => read(path) !== text);
for (const { path, text } of stale) {
  if (!check) writeFileSync(path, text);
  console.log(check ? `${path} is stale: run npm run generate` : `wrote ${path}`);
}
process.exitCode = check && stale.length > 0 ? 1 : 0;

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
