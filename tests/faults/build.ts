import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'tsup';
import config from '../../tsup.config.ts';

/** Beside `dist`, so that what the program looks for is where it is for users. */
const FOLDER = 'dist-faults';

/** Builds the server that the faults are driven against; starting it from its sources takes five times as long. */
export default async function buildServer(): Promise<() => void> {
  await build({
    ...(config as object),
    config: false,
    entry: { server: 'tests/faults/server.ts', 'script-reader': 'src/script-reader/child.ts' },
    outDir: FOLDER,
    minify: false,
    metafile: false,
    silent: true,
    onSuccess: async () => {},
  });
  for (const file of readdirSync('dist').filter((name) => name.endsWith('.wasm'))) {
    cpSync(join('dist', file), join(FOLDER, file));
  }
  process.env.FAULTS_PROGRAM = resolve(FOLDER, 'server.js');
  return () => rmSync(FOLDER, { recursive: true, force: true });
}
