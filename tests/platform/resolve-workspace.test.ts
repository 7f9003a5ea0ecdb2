import { describe, expect, it } from 'vitest';
import { resolveWorkspace } from '../../src/platform/resolve-workspace.ts';
import { sendJson, startServer } from './http-server.ts';
import { never, platformAt } from './test-platform.ts';

const WORKSPACES = [
  { id: 1, name: 'online-boutique', alias: 'Online Boutique' },
  { id: 2, name: 'Payments', alias: 'payments-eu' },
  { id: 3, name: 'payments', alias: '' },
  { id: 4, name: 'twin-a', alias: 'Twins' },
  { id: 5, name: 'twin-b', displayName: 'Twins' },
];

async function platform(workspaces = () => WORKSPACES as object[]) {
  const server = await startServer((_, response) =>
    sendJson(response, 200, { count: workspaces().length, results: workspaces() }),
  );
  return { server, platform: platformAt(server.url) };
}

async function resolve(given?: string, byDefault?: string) {
  return resolveWorkspace((await platform()).platform, given, byDefault, { signal: never });
}

describe('a workspace', () => {
  it.each([
    ['online-boutique', 'online-boutique'],
    [' Online-Boutique ', 'online-boutique'],
    ['online boutique', 'online-boutique'],
    ['payments', 'payments'],
    ['Payments', 'Payments'],
    ['PAYMENTS-EU', 'Payments'],
  ])('given as %j is %j', async (given, name) => {
    expect(await resolve(given, 'other')).toBe(name);
  });

  it.each([undefined, '', '  '])('given as %j is the default', async (given) => {
    expect(await resolve(given, 'Online Boutique')).toBe('online-boutique');
  });

  it('that does not exist is refused with a list of those that do', async () => {
    await expect(resolve('nope')).rejects.toMatchObject({
      code: 'invalid_arguments',
      message: 'This token sees no workspace called "nope".',
      detail: {
        workspaces: expect.arrayContaining([{ name: 'online-boutique', displayName: 'Online Boutique' }]),
      },
    });
  });

  it('that is misspelt is refused with the nearest name', async () => {
    await expect(resolve('online-botique')).rejects.toMatchObject({
      message: 'This token sees no workspace called "online-botique". Did you mean online-boutique?',
    });
  });

  it('that is not given and has no default is refused with a list', async () => {
    await expect(resolve()).rejects.toMatchObject({ hint: expect.stringContaining('DEFAULT_WORKSPACE') });
  });

  it('whose display name two have is refused with those two', async () => {
    await expect(resolve('twins')).rejects.toMatchObject({
      message: '2 workspaces are called "twins".',
      detail: {
        workspaces: [
          { name: 'twin-a', displayName: 'Twins' },
          { name: 'twin-b', displayName: 'Twins' },
        ],
      },
    });
  });

  it('that was made a moment ago is found', async () => {
    const workspaces = [...WORKSPACES] as object[];
    const at = await platform(() => workspaces);
    await resolveWorkspace(at.platform, 'payments', undefined, { signal: never });
    workspaces.push({ id: 6, name: 'brand-new' });
    expect(await resolveWorkspace(at.platform, 'brand-new', undefined, { signal: never })).toBe('brand-new');
  });

  it('is looked up once in a while, not at every call', async () => {
    const at = await platform();
    for (const name of ['payments', 'twin-a', 'twin-b']) {
      await resolveWorkspace(at.platform, name, undefined, { signal: never });
    }
    expect(at.server.requests).toHaveLength(1);
  });
});
