import { VERSION } from '../server/identity.ts';

/** Prints the versions that an issue report needs. */
export async function version(): Promise<number> {
  const { versions, platform, arch } = process;
  process.stdout.write(`runwhen-platform-mcp ${VERSION} (Node ${versions.node}, ${platform} ${arch})\n`);
  return 0;
}
