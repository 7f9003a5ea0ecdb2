import { describe, expect, test } from 'vitest';
import type { BundleDetail } from '../../src/platform/registry.ts';
import {
  bundleParts,
  bundleSlugOf,
  repositoryKey,
  requiredVariables,
} from '../../src/registry/bundle-parts.ts';
import { registryPlatform } from '../../src/registry/platform-name.ts';

const bundle = (fields: Partial<BundleDetail>) => ({ name: 'x', slug: 'x', ...fields }) as BundleDetail;

describe('the parts of a bundle', () => {
  test('a runbook and an SLI lie in one directory', () => {
    const paths = { runbook_path: 'codebundles/a/runbook.robot', sli_path: 'codebundles/a/sli.robot' };
    expect(bundleParts(bundle(paths))).toEqual({
      directory: 'codebundles/a',
      hasRunbook: true,
      hasSli: true,
    });
  });

  test("a runbook path that is the SLI's means that there is no runbook", () => {
    const paths = { runbook_path: 'codebundles/a/sli.robot', sli_path: 'codebundles/a/sli.robot' };
    expect(bundleParts(bundle(paths))).toEqual({
      directory: 'codebundles/a',
      hasRunbook: false,
      hasSli: true,
    });
  });

  test('no path at all is nothing to deploy', () => {
    expect(bundleParts(bundle({ runbook_path: null, sli_path: null }))).toEqual({
      directory: null,
      hasRunbook: false,
      hasSli: false,
    });
  });
});

test('a variable is required where its default is null, not where it is a quoted nothing', () => {
  const user_variables = [
    { name: 'URL', default: null },
    { name: 'FILTER', default: '""' },
  ];
  expect(requiredVariables(bundle({ user_variables })).map(({ name }) => name)).toEqual(['URL']);
});

test('a slug is the last directory in lower case with hyphens', () => {
  expect(bundleSlugOf('codebundles/K8s_Old Check/')).toBe('k8s-old-check');
});

test('one repository has one key, however its address is written', () => {
  const key = 'https://github.com/runwhen-contrib/rw-cli-codecollection';
  for (const url of [key, `${key}.git`, `${key}/`, `${key}.git/`, key.replace('rw-cli', 'RW-CLI')]) {
    expect(repositoryKey(url)).toBe(key);
  }
});

test.each([
  ['kubernetes', 'Kubernetes'],
  ['K8s', 'Kubernetes'],
  [' aws ', 'AWS'],
  ['AZURE', 'Azure'],
  ['gcp', 'GCP'],
])('platform %j is %s to the registry', (given, name) => {
  expect(registryPlatform(given)).toBe(name);
});

test.each([
  ['vmware', '"vmware".'],
  ['azur', '"azur" (did you mean Azure?).'],
  ['kubernets', '"kubernets" (did you mean Kubernetes?).'],
])(
  'a platform that the registry does not know is refused by name, and the nearest named: %s',
  (given, words) => {
    expect(() => registryPlatform(given)).toThrow(`The registry knows no platform ${words}`);
  },
);
