import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of esbuild's metafile that names what went into the bundle. */
interface Metafile {
  inputs: Record<string, unknown>;
}

interface BundledPackage {
  name: string;
  version: string;
  license: string;
  text: string;
}

/** Licences of everything that the bundle holds, as esbuild's metafile lists it, as one text. */
export function thirdPartyNotices(metafile: Metafile, others: readonly string[] = []): string {
  const folders = new Set([...Object.keys(metafile.inputs).flatMap(packageFolder), ...others]);
  const packages = [...folders].map(readPackage).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const sections = packages.map(
    ({ name, version, license, text }) =>
      `${name} ${version} (${license})\n\n${text || 'The package ships no licence text.'}`,
  );
  return ['This software contains the following third-party packages.', ...sections, ''].join(
    `\n\n${'-'.repeat(78)}\n\n`,
  );
}

/** `node_modules/<name>` at the innermost `node_modules` of a path. */
function packageFolder(input: string): string[] {
  const found = /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return found ? [found[1]!] : [];
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:\.|$)/i.test(entry));
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8').trim() : '';
  return { name, version, license, text };
}
