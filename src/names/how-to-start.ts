const NAME = 'runwhen-platform-mcp';

/**
 * Whether the package can be had from the npm registry. The one line to change once it is published: README, documents
 * and manifests follow by `npm run generate`, and so does what `demo` prints.
 */
const PUBLISHED: boolean = false;

/** What stands before a command in a shell, in a clone that is built. */
export const IN_SHELL = PUBLISHED ? `npx -y ${NAME}` : 'node dist/cli.js';

/**
 * What a host is to start where the package lies in `folder`, as the host writes it. With a prefix outside of it, the
 * folder that is open decides neither which registry npx asks nor what it starts.
 */
export function inHost(folder: string): { command: string; args: string[] } {
  return PUBLISHED
    ? { command: 'npx', args: ['-y', '--prefix', '/', NAME] }
    : { command: 'node', args: [`${folder}/dist/cli.js`] };
}
