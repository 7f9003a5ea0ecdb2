import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Variables of the runner's own environment that scripts receive when they are not empty. */
const FORWARDED = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'SSL_CERT_FILE',
  'NODE_EXTRA_CA_CERTS',
] as const;

/** What this machine offers in the place of the platform's runner image. */
export interface Machine {
  /** The search path that scripts get. */
  path: string;
  /** Absolute path of a Python 3; undefined when the machine has none. */
  python: string | undefined;
  /** Its version, e.g. `[3, 11]`. */
  pythonVersion: readonly [number, number];
  /** Non-empty proxy and certificate variables. */
  forwarded: Record<string, string>;
}

/** Prints the variables named by its arguments, then path and version of the first Python 3; each ends with a zero byte. */
const PROBE = `
for name in "$@"; do printf '%s\\0' "\${!name-}"; done
for python in python3 python; do
  "$python" -c 'import sys; sys.version_info < (3,) and sys.exit(1); sys.stdout.write(sys.executable + "\\0%d.%d" % sys.version_info[:2])' 2>/dev/null && break
done
printf '\\0'
`;

let probe: Promise<Machine> | undefined;

/**
 * Asks a shell, once per process, for its search path, its proxy variables and the real path of Python: version
 * managers put scripts in the search path that do not work in the bare environment that a run gets.
 * Rejects where there is no bash.
 */
export function machine(): Promise<Machine> {
  probe ??= ask();
  return probe;
}

async function ask(): Promise<Machine> {
  // Without --norc, bash takes a socket as standard input for a remote login and reads its start-up file.
  const options = ['--norc', '-c', PROBE, 'bash', 'PATH', ...FORWARDED];
  const { stdout } = await promisify(execFile)('bash', options);
  const [path = '', ...rest] = stdout.split('\0');
  const python = rest[FORWARDED.length];
  const forwarded: Record<string, string> = {};
  FORWARDED.forEach((name, index) => {
    if (rest[index]) forwarded[name] = rest[index];
  });
  const [major = 0, minor = 0] = (rest[FORWARDED.length + 1] ?? '').split('.').map(Number);
  return { path, python: python || undefined, pythonVersion: [major, minor], forwarded };
}
