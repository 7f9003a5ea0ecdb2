import { describe, expect, it } from 'vitest';
import { fullNameOf } from '../../src/names/full-name.ts';
import { checkSlxName } from '../../src/names/slx-name.ts';
import { additionalContext, hierarchyNotes } from '../../src/slx/hierarchy.ts';
import { resourcePath } from '../../src/slx/resource-path.ts';
import { composeTags } from '../../src/slx/tags.ts';
import { refusalOf } from '../script-rules/refusal.ts';

describe('§11 names of SLXs', () => {
  it.each(['k8s-pod-health', 'my-slx', 'a', 'abc123', 'a-b-c', 'x'.repeat(63)])('may be %s', (name) => {
    expect(() => checkSlxName(name)).not.toThrow();
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(64), 'max allowed is 63'],
    ['My-slx', 'lowercase kebab-case'],
    ['my slx', 'lowercase kebab-case'],
    ['-slx', 'lowercase kebab-case'],
    ['slx-', 'lowercase kebab-case'],
    ['my_slx', 'lowercase kebab-case'],
    ['my.slx', 'lowercase kebab-case'],
    ['..', 'lowercase kebab-case'],
    ['größe', 'lowercase kebab-case'],
    ['my--slx', 'consecutive hyphens'],
    ['other--azure-devops', 'consecutive hyphens'],
  ])('must not be %j', (name, reason) => {
    const { message, detail } = refusalOf(() => checkSlxName(name));
    expect(message).toContain(reason);
    expect(detail).toEqual({ field: 'slx_name' });
  });

  it('are full with their workspace, however often', () => {
    const full = fullNameOf('t-oncall', 'azure-devops');
    expect(full).toBe('t-oncall--azure-devops');
    expect(fullNameOf('t-oncall', full)).toBe(full);
  });
});

describe('§16 resource paths', () => {
  it.each([null, undefined, '', '   ', '///', 'custom/', 'custom///'])('are left out for %j', (given) => {
    expect(resourcePath(given)).toBeUndefined();
  });

  it.each([
    ['custom/my-app', 'custom/my-app'],
    ['custom/k8s/cluster/ns/app', 'custom/k8s/cluster/ns/app'],
    ['Custom/my-app', 'custom/my-app'],
    ['CUSTOM/my-app', 'custom/my-app'],
    ['custom/my-app/', 'custom/my-app'],
    ['  custom/my-app  ', 'custom/my-app'],
    ['my-app', 'custom/my-app'],
    ['/my-app', 'custom/my-app'],
    ['kubernetes/cluster-01/ns', 'custom/kubernetes/cluster-01/ns'],
    ['kubernetes/ns/', 'custom/kubernetes/ns'],
    ['aws/us-east-1/lambda/fn', 'custom/aws/us-east-1/lambda/fn'],
    ['customer/app', 'custom/customer/app'],
  ])('%j becomes %s', (given, path) => {
    expect(resourcePath(given)).toBe(path);
  });
});

describe('§15 tags', () => {
  it('take access and data from the parameters and keep the others, repeated ones too', () => {
    const given = [
      { name: 'repo', value: 'a' },
      { name: 'Access', value: 'read-only' },
      { name: 'repo', value: 'b' },
      { name: 'data', value: 'nonsense' },
      { name: 'repo', value: 'c' },
    ];
    expect(composeTags(given, { access: 'read-write', data: 'logs-bulk' })).toEqual([
      { name: 'access', value: 'read-write' },
      { name: 'data', value: 'logs-bulk' },
      { name: 'repo', value: 'a' },
      { name: 'repo', value: 'b' },
      { name: 'repo', value: 'c' },
    ]);
  });
});

describe('§15 additional context', () => {
  it.each([
    [{}, undefined],
    [{ hierarchy: [] }, undefined],
    [{ hierarchy: [' '] }, undefined],
    [{ resourcePath: 'custom/a' }, { resourcePath: 'custom/a' }],
    [{ hierarchy: ['platform', ' app '] }, { hierarchy: ['platform', 'app'] }],
    [
      { resourcePath: 'custom/a', hierarchy: ['app'] },
      { resourcePath: 'custom/a', hierarchy: ['app'] },
    ],
  ])('holds only what is given: %j', (given, context) => {
    expect(additionalContext(given)).toEqual(context);
  });

  it('comes with a note on levels that have no tag', () => {
    const tags = [{ name: 'platform', value: 'custom' }];
    expect(hierarchyNotes({ hierarchy: ['platform'] }, tags)).toEqual([]);
    expect(hierarchyNotes({ hierarchy: ['platform', 'app'] }, tags)[0]).toContain('app');
  });
});
