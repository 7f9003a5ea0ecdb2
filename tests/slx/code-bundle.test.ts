import { describe, expect, it } from 'vitest';
import { type BundleSources, needsCollections, resolveCodeBundle } from '../../src/slx/code-bundle.ts';

const GENERIC = 'https://github.com/runwhen-contrib/rw-generic-codecollection.git';
const UTILS = 'https://github.com/runwhen-contrib/rw-workspace-utils.git';
const none = { repoUrl: undefined, ref: undefined };
const collections = [
  { name: 'rw-generic-codecollection', repoUrl: 'https://git.example/generic' },
  { name: 'rw-workspace-utils', repoUrl: 'https://git.example/utils' },
];
const sources = (changes: Partial<BundleSources> = {}): BundleSources => ({
  kind: 'runbook',
  explicit: {},
  own: { ...none, path: undefined },
  shared: none,
  collections,
  ...changes,
});
const own = (repoUrl: string) => ({ repoUrl, ref: undefined, path: undefined });
const resolve = (changes: Partial<BundleSources>) => {
  const { repoUrl, source } = resolveCodeBundle(sources(changes));
  return [repoUrl, source];
};

describe('§19 repository of a code bundle', () => {
  it('comes from the argument, then its own setting, then the shared one, then the workspace, then the default', () => {
    const shared = { repoUrl: 'https://shared', ref: undefined };
    const all = { explicit: { repoUrl: 'https://given' }, own: own('https://own'), shared };
    expect(resolve(all)).toEqual(['https://given', 'explicit']);
    expect(resolve({ ...all, explicit: {} })).toEqual(['https://own', 'env']);
    expect(resolve({ shared })).toEqual(['https://shared', 'env']);
    expect(resolve({})).toEqual(['https://git.example/generic', 'workspace']);
    expect(resolve({ collections: [] })).toEqual([GENERIC, 'default']);
    expect(resolve({ collections: [{ name: 'rw-generic-codecollection', repoUrl: null }] })).toEqual([
      GENERIC,
      'default',
    ]);
  });

  it('does not count a setting that is the default', () => {
    expect(resolve({ own: own(GENERIC) })).toEqual(['https://git.example/generic', 'workspace']);
  });

  it('of the schedule comes from its own setting, the workspace or the default', () => {
    const shared = { repoUrl: 'https://shared', ref: undefined };
    expect(resolve({ kind: 'cron', own: own('https://own') })).toEqual(['https://own', 'env']);
    expect(resolve({ kind: 'cron', shared })).toEqual(['https://git.example/utils', 'workspace']);
    expect(resolve({ kind: 'cron', collections: undefined })).toEqual([UTILS, 'default']);
  });

  it.each([
    ['an argument', { explicit: { repoUrl: 'https://given' } }, false],
    ['its own setting', { own: own('https://own') }, false],
    ['a shared setting', { shared: { repoUrl: 'https://shared', ref: undefined } }, false],
    ['its own setting at the default', { own: own(GENERIC) }, true],
    ['nothing', {}, true],
  ])('is looked up with %s only where that can matter', (_, changes, expected) => {
    expect(needsCollections(sources(changes))).toBe(expected);
  });
});

describe('§19 reference and path of a code bundle', () => {
  const ref = (changes: Partial<BundleSources>) => resolveCodeBundle(sources(changes)).ref;

  it('follow argument, own setting, shared setting, the workspace’s debug runbook, main', () => {
    const all = {
      explicit: { ref: 'given' },
      own: { repoUrl: undefined, ref: 'own', path: undefined },
      shared: { repoUrl: undefined, ref: 'shared' },
      debugRef: 'debug',
    };
    expect(ref(all)).toBe('given');
    expect(ref({ ...all, explicit: {} })).toBe('own');
    expect(ref({ shared: all.shared, debugRef: 'debug' })).toBe('shared');
    expect(ref({ debugRef: 'debug' })).toBe('debug');
    expect(ref({})).toBe('main');
  });

  it('of the schedule are main, whatever is meant for the generic bundle', () => {
    expect(ref({ kind: 'cron', explicit: { ref: 'given' }, debugRef: 'debug' })).toBe('main');
  });

  it.each([
    ['runbook', 'codebundles/tool-builder/runbook.robot'],
    ['sli', 'codebundles/tool-builder/sli.robot'],
    ['cron', 'codebundles/cron-scheduler-sli/sli.robot'],
  ] as const)('of %s point to its robot file', (kind, path) => {
    expect(resolveCodeBundle(sources({ kind })).path).toBe(path);
    expect(resolveCodeBundle(sources({ kind, own: { ...none, path: 'x.robot' } })).path).toBe('x.robot');
  });
});
