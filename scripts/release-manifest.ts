import { readFileSync, writeFileSync } from 'node:fs';
import { LOOKS, VERSION } from '../src/server/identity.ts';

const ICONS = LOOKS.icons.map(({ theme, mimeType, sizes }) => ({ theme, mimeType, sizes }));

/**
 * The registry's manifest of a release: `server.json` with what is known only where it is released from, which is the
 * repository, its icons under the release's tag, and the image. `repository` is `OWNER/REPO` on GitHub.
 */
export function releaseManifest(repository: string) {
  const manifest = JSON.parse(readFileSync('server.json', 'utf8'));
  const { environmentVariables } = manifest.packages[0];
  return {
    ...manifest,
    repository: { url: `https://github.com/${repository}`, source: 'github' },
    icons: ICONS.map((icon) => ({
      src: `https://raw.githubusercontent.com/${repository}/v${VERSION}/docs/icon-${icon.theme}.svg`,
      ...icon,
    })),
    packages: [
      ...manifest.packages,
      {
        registryType: 'oci',
        identifier: `ghcr.io/${repository.toLowerCase()}:${VERSION}`,
        runtimeHint: 'docker',
        // The image serves HTTP unless it is told otherwise.
        packageArguments: [{ type: 'named', name: '--transport', value: 'stdio' }],
        transport: { type: 'stdio' },
        environmentVariables,
      },
    ],
  };
}

/** The icons as files, which the manifest of a release points to. */
export function iconFiles() {
  return LOOKS.icons.map(({ theme, src }) => ({
    path: `docs/icon-${theme}.svg`,
    text: `${Buffer.from(src.split(',')[1]!, 'base64')}\n`.replace('><path', '><title>RunWhen</title><path'),
  }));
}

const [repository] = process.argv[1]?.endsWith('release-manifest.ts') ? process.argv.slice(2) : [];
if (repository) writeFileSync('server.json', `${JSON.stringify(releaseManifest(repository), null, 2)}\n`);
