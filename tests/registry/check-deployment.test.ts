import { describe, expect, test } from 'vitest';
import type { BundleDetail } from '../../src/platform/registry.ts';
import { checkDeployment, type Deployment } from '../../src/registry/check-deployment.ts';

const bundle = {
  name: 'curl-http-ok',
  slug: 'curl-http-ok',
  runbook_path: 'codebundles/curl-http-ok/runbook.robot',
  sli_path: null,
  user_variables: [
    { name: 'URL', description: 'Address', example: 'https://x', default: null },
    { name: 'LATENCY', default: '1.2' },
  ],
} as BundleDetail;

const check = (deployment: Partial<Deployment>) =>
  checkDeployment(bundle, { runbook: true, sli: false, configVars: { URL: 'https://x' }, ...deployment });

function refusal(deployment: Partial<Deployment>) {
  try {
    check(deployment);
  } catch (error) {
    return error as Error & { detail: unknown };
  }
  throw new Error('was not refused');
}

describe('a deployment', () => {
  test('with all required variables has nothing to note', () => {
    expect(check({})).toEqual([]);
  });

  test('without a required variable is refused with what it is', () => {
    const error = refusal({ configVars: { LATENCY: '2' } });
    expect(error.message).toContain('needs URL');
    expect(error.detail).toEqual({
      missing: [{ name: 'URL', description: 'Address', example: 'https://x' }],
    });
  });

  test('an empty text is a value', () => {
    expect(check({ configVars: { URL: '' } })).toEqual([]);
  });

  test('a variable that the bundle does not have is noted', () => {
    expect(check({ configVars: { URL: 'x', Latency: '2' } })[0]).toContain('no variable Latency');
  });

  test('a part that the bundle does not have is refused with the one it has', () => {
    expect(refusal({ sli: true }).message).toContain('no SLI');
  });
});
