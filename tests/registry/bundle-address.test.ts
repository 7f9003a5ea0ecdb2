import { expect, test } from 'vitest';
import { bundleDirectory, checkRepository } from '../../src/registry/bundle-address.ts';

test.each([
  'codebundles/curl-http-ok',
  '/codebundles/curl-http-ok/',
  ' codebundles/curl-http-ok/runbook.robot',
  'codebundles/curl-http-ok/sli.robot',
])('%j is the directory of a bundle', (path) => {
  expect(bundleDirectory(path)).toBe('codebundles/curl-http-ok');
});

test.each(['', ' / ', '..', 'codebundles/../../etc'])('%j leads nowhere', (path) => {
  expect(() => bundleDirectory(path)).toThrow('not the path of a bundle');
});

test.each([
  'https://git.example/checks.git',
  'ssh://git@git.example/checks',
  'git@github.com:org/checks.git',
])('%s can be cloned', (url) => {
  expect(() => checkRepository(url)).not.toThrow();
});

test.each(['', 'rw-cli-codecollection', 'javascript:alert(1)', 'https://git.example/a b'])(
  '%j cannot',
  (url) => {
    expect(() => checkRepository(url)).toThrow('git repository');
  },
);
