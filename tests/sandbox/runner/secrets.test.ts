// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { runBash, runPython, stream } from './runs.ts';

const SHOWS =
  'main() { stat -c %a "$TOKEN" 2>/dev/null || stat -f %Lp "$TOKEN"; echo "$TOKEN"; cat "$TOKEN"; }';

async function failure(name: string, key: string): Promise<string | undefined> {
  const outcome = await runPython('def main(): return []', { secrets: { [name]: key } });
  expect(outcome.artifacts.report).toBe('{}\n');
  expect(outcome.failedTitles).toEqual(['${TASK_TITLE}']);
  return outcome.errors[0];
}

describe('secrets of a script', () => {
  test('the variable holds the path of a file of mode 0744 with the unchanged value', async () => {
    const outcome = await runBash(SHOWS, { secrets: { TOKEN: 'token' } });
    const [mode, path, value] = (stream(outcome, 'stdout') ?? '').split('\n');
    expect(mode).toBe('744');
    expect(path).toMatch(/\/cb-temp\/TOKEN$/);
    expect(value).toBe('s3cret');
  });

  test("a provider key of the runner's cluster works", async () => {
    const outcome = await runBash('main() { cat "$kubeconfig"; }', {
      secrets: { kubeconfig: 'k8s:file@secret/kubeconfig:kubeconfig' },
    });
    expect(stream(outcome, 'stdout')).toBe('apiVersion: v1\n');
  });

  test("a kubeconfig of the cluster is also written to the runner's own path", async () => {
    const secrets = { TOKEN: 'k8s:file@secret/kubeconfig:kubeconfig' };
    const outcome = await runBash('main() { cat ../.kube/config; echo "[$KUBECONFIG]"; }', { secrets });
    expect(stream(outcome, 'stdout')).toBe('apiVersion: v1\n[]\n');
  });

  test('file@ strips surrounding whitespace', async () => {
    const outcome = await runBash('main() { cat "$T"; }', { secrets: { T: 'file@/var/run/token' } });
    expect(stream(outcome, 'stdout')).toBe('padded');
  });

  test('file@ reads nothing of this machine', async () => {
    expect(await failure('T', 'file@/etc/hosts')).toContain('nothing under');
  });

  test('a secret without a provider key is a setup failure', async () => {
    const outcome = await runPython('def main(): return []', { config: { SECRET_ENV_MAP: '["GONE"]' } });
    expect(outcome.errors[0]).toContain("Secret 'GONE' has no provider key");
  });

  test('a secret that the provider does not have is a setup failure', async () => {
    expect(await failure('T', 'unheard-of')).toContain("nothing under 'unheard-of'");
  });

  test('an empty secret is a setup failure', async () => {
    expect(await failure('T', 'blank')).toContain("nothing under 'blank'");
  });

  test('env@ is not a provider', async () => {
    expect(await failure('T', 'env@HOME')).toContain("provider 'env'");
  });

  test.each(['../T', 'a/b', '..'])('the name %j cannot leave the directory of the run', async (name) => {
    expect(await failure(name, 'token')).toContain('not a name');
  });

  test.each(['azure:sp@cli', 'azure:identity@cli', 'aws:irsa@cli', 'gcp:adc@cli'])(
    'for the login %s the file holds a status sentence',
    async (key) => {
      const outcome = await runBash('main() { cat "$T"; }', { secrets: { T: key } });
      expect(stream(outcome, 'stdout')).toContain(key);
    },
  );

  test('a cluster login through a service principal needs its three companions', async () => {
    expect(await failure('T', 'azure:sp@kubeconfig:group/cluster')).toContain(
      'needs az_clientId, az_tenantId, az_clientSecret',
    );
  });

  test('a login through a service account needs its two companions', async () => {
    expect(await failure('T', 'gcp:sa@cli')).toContain('needs gcp_projectId, gcp_serviceAccountKey');
  });

  test('a cluster login gives a kubeconfig', async () => {
    const outcome = await runBash('main() { cat "$T"; }', {
      secrets: { T: 'aws:workload_identity@kubeconfig:eu/c' },
    });
    expect(stream(outcome, 'stdout')).toContain('kind: Config');
  });
});
