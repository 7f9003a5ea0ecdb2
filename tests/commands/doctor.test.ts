import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Check } from '../../src/commands/doctor/check.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { runHere } from './run-here.ts';

vi.setConfig({ testTimeout: 120_000 });

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'doctor-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

beforeEach(() => {
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  vi.stubEnv('RW_API_URL', sandbox.url);
  vi.stubEnv('RUNWHEN_REGISTRY_URL', sandbox.url);
  vi.stubEnv('RUNWHEN_TOKEN', sandbox.token);
});
afterEach(() => vi.unstubAllEnvs());

async function examine(...args: string[]) {
  const { code, stdout } = await runHere([...args, 'doctor', '--json']);
  const { healthy, checks } = JSON.parse(stdout) as { healthy: boolean; checks: Check[] };
  expect(code).toBe(healthy ? 0 : 1);
  expect(stdout).not.toContain(sandbox.token);
  for (const { status, advice } of checks)
    if (status === 'failed' || status === 'warning') expect(advice).toMatch(/\S/);
  return { healthy, checks, about: (about: string) => checks.filter((check) => check.about === about) };
}

const jwt = (exp: number) =>
  `${['{"alg":"RS256"}', JSON.stringify({ exp })]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')}.c2ln`;

describe('doctor', () => {
  test('finds everything in order, and says what it saw', async () => {
    const { healthy, about, checks } = await examine();
    expect(healthy).toBe(true);
    expect(about('RW_API_URL')).toMatchObject([{ found: `${sandbox.url} from RW_API_URL` }]);
    expect(about('RUNWHEN_TOKEN')).toMatchObject([
      { found: expect.stringMatching(/^\(\d+ characters, not shown\)/) },
    ]);
    expect(about(`API ${new URL(sandbox.url).host}`)).toMatchObject([
      { status: 'ok', ms: expect.any(Number) },
    ]);
    expect(about('token')).toMatchObject([{ found: expect.stringContaining('Ada Admin') }]);
    expect(about('expiry')).toMatchObject([{ status: 'unknown' }]);
    expect(about('workspace checkout-prod')).toMatchObject([{ found: 'role admin' }]);
    expect(about('runners of checkout-prod')).toMatchObject([
      { found: expect.stringContaining('checkout-prod-eu (online)') },
    ]);
    for (const name of ['version', 'Node', 'clock', 'skills', 'proxy'])
      expect(about(name), name).toMatchObject([{ status: 'ok' }]);
    expect(checks.some(({ status }) => status === 'failed')).toBe(false);
  });

  test('shows people a line each, and the cure below', async () => {
    const { code, stdout } = await runHere(['--workspace', 'no-such', 'doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAIL {2}DEFAULT_WORKSPACE +This token sees no workspace no-such\.\n +→ It sees: checkout-prod/m,
    );
    expect(stdout).toMatch(/\n1 failed, \d+ warnings, 1 unknown\.\n$/);
  });

  const FAULTS: [
    what: string,
    environment: Record<string, string>,
    about: string,
    status: string,
    says: RegExp,
  ][] = [
    ['no address', { RW_API_URL: '' }, 'platform', 'failed', /RW_API_URL/],
    ['an address that is none', { RW_API_URL: 'papi.acme.com' }, 'settings', 'failed', /RW_API_URL takes/],
    [
      'nobody there',
      { RW_API_URL: 'http://127.0.0.1:1' },
      'API 127.0.0.1:1',
      'failed',
      /refuses connections/,
    ],
    ['no token', { RUNWHEN_TOKEN: '' }, 'token', 'failed', /login/],
    ['a wrong token', { RUNWHEN_TOKEN: 'wrong' }, 'token', 'failed', /does not accept/],
    [
      'a token that has ended',
      { RUNWHEN_TOKEN: jwt(1_000_000_000) },
      'expiry',
      'failed',
      /expired at 2001-09-09/,
    ],
    [
      'a token that ends soon',
      { RUNWHEN_TOKEN: jwt(Date.now() / 1000 + 3600) },
      'expiry',
      'warning',
      /expires at/,
    ],
    ['a misspelt variable', { RUNWHEN_TOKN: 'x' }, 'RUNWHEN_TOKN', 'warning', /RUNWHEN_TOKEN/],
    ['an unusable proxy', { HTTPS_PROXY: 'socks5://127.0.0.1:1' }, 'proxy', 'failed', /HTTPS_PROXY/],
    ['missing certificates', { NODE_EXTRA_CA_CERTS: '/no/such.pem' }, 'certificates', 'failed', /not found/],
    [
      'unchecked certificates',
      { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'certificates',
      'failed',
      /no certificate is checked/,
    ],
    ['no skills', { RUNWHEN_SKILLS_DIR: '/no/such' }, 'skills', 'failed', /RUNWHEN_SKILLS_DIR/],
    [
      'no registry',
      { RUNWHEN_REGISTRY_URL: 'http://127.0.0.1:1' },
      'registry 127.0.0.1:1',
      'warning',
      /refuses/,
    ],
  ];

  test.each(FAULTS)('names %s, and the cure', async (_, environment, about, status, says) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const examined = await examine();
    const [check] = examined.about(about).filter((found) => found.status === status);
    expect(`${check?.found} ${check?.advice}`).toMatch(says);
    // A warning alone fails nothing; a made-up token fails all the same.
    expect(examined.checks.some((found) => found.status === 'failed')).toBe(!examined.healthy);
    if (status === 'failed') expect(examined.healthy).toBe(false);
  });

  test('says which values come from a file, and asks no registry behind an air gap', async () => {
    const file = join(folder, 'settings.env');
    writeFileSync(file, 'RUNWHEN_AIRGAP=true\n');
    const { about } = await examine('--env-file', file);
    expect(about('RUNWHEN_AIRGAP')).toMatchObject([
      { found: 'true from the file that RUNWHEN_ENV_FILE names' },
    ]);
    expect(about(`registry ${new URL(sandbox.url).host}`)).toMatchObject([
      { found: expect.stringContaining('not asked') },
    ]);
  });

  test('takes the sandbox for a platform', async () => {
    expect((await examine('--sandbox')).healthy).toBe(true);
  });
});
