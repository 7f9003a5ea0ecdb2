import { engines } from '../../../package.json';
import type { Config } from '../../config/schema.ts';
import { readFileWhole, UnreadableFile } from '../../files/read-file.ts';
import { machine } from '../../sandbox/runner/machine.ts';
import { VERSION } from '../../server/identity.ts';
import { type Check, failed, ok, warning } from './check.ts';

const MAX_CERTIFICATES_BYTES = 8 * 1024 * 1024;

/** What this machine has: Node, Python and bash. */
export async function checkMachine(): Promise<Check[]> {
  const { versions, platform, arch, execPath, argv } = process;
  const version = ok('version', `${VERSION}, started as ${argv[1] ?? 'a module'}`);
  const node = ok('Node', `${versions.node} (needs ${engines.node}) on ${platform} ${arch}, ${execPath}`);
  return [version, node, ...(await checkInterpreters())];
}

async function checkInterpreters(): Promise<Check[]> {
  try {
    const { python } = await machine();
    return [
      ok('bash', 'found'),
      python
        ? ok('Python', python)
        : warning(
            'Python',
            'There is no Python 3.',
            'Needed by run, demo and the sandbox for scripts in Python.',
          ),
    ];
  } catch {
    return [warning('bash', 'There is no bash.', 'Needed by run, demo and the sandbox; not for a platform.')];
  }
}

/** Proxies and certificate authorities, as every request would use them. */
export async function checkNetworkSettings({ proxy, lookUpVariable }: Config): Promise<Check[]> {
  const { httpProxy, httpsProxy, noProxy, unusable } = proxy;
  const proxies = [
    httpsProxy && `https through ${hostOf(httpsProxy)}`,
    httpProxy && `http through ${hostOf(httpProxy)}`,
  ]
    .filter(Boolean)
    .join(', ');
  const checked = unusable
    ? failed(
        'proxy',
        `${unusable} is not the address of a proxy.`,
        'Set it to an http:// or https:// URL, or remove it.',
      )
    : ok('proxy', proxies ? `${proxies}${noProxy ? `, not for ${noProxy}` : ''}` : 'none');
  const extra = lookUpVariable('NODE_EXTRA_CA_CERTS');
  const insecure = lookUpVariable('NODE_TLS_REJECT_UNAUTHORIZED') === '0';
  return [
    checked,
    ...(extra ? [await checkCertificates(extra)] : [ok('certificates', "Node's own authorities")]),
    ...(insecure
      ? [
          failed(
            'certificates',
            'NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is checked.',
            'Remove it; name a private authority with NODE_EXTRA_CA_CERTS.',
          ),
        ]
      : []),
  ];
}

async function checkCertificates(path: string): Promise<Check> {
  const about = 'certificates';
  try {
    const text = (await readFileWhole(path, MAX_CERTIFICATES_BYTES)).toString('latin1');
    const count = text.split('-----BEGIN CERTIFICATE-----').length - 1;
    if (count > 0) return ok(about, `${count} more in ${path} (NODE_EXTRA_CA_CERTS)`);
    return failed(
      about,
      `${path} has no certificate in PEM form.`,
      'Point NODE_EXTRA_CA_CERTS at one that has.',
    );
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return failed(about, `${path} ${error.why}; Node continues without it.`, 'Correct NODE_EXTRA_CA_CERTS.');
  }
}

const hostOf = (address: string) =>
  URL.canParse(address) ? new URL(address).host : 'an address that is no URL';
