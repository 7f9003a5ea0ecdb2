import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../src/platform/transport/public-address.ts';
import { createPublicFetch } from '../../src/platform/transport/public-fetch.ts';
import { type HttpsSite, startHttpsSite } from '../server/http/oauth/https-site.ts';

let site: HttpsSite;
beforeAll(async () => {
  site = await startHttpsSite(({ url }, response) => {
    if (url === '/moved') response.writeHead(302, { location: '/document' }).end();
    else if (url === '/large') response.end('x'.repeat(20_000));
    else if (url === '/missing') response.writeHead(404).end();
    else response.end('{"of":"the site"}');
  });
});
afterAll(() => site.close());

const { signal } = new AbortController();

describe('a document at an address that a stranger names', () => {
  const fetchOf = (path: string) =>
    createPublicFetch({ ca: site.ca, mayReach: () => true })(`${site.origin}${path}`, signal);

  test('is read', async () => {
    expect(await fetchOf('/document')).toBe('{"of":"the site"}');
  });

  test.each(['/moved', '/missing'])('is not read where the answer is not the document: %s', async (path) => {
    await expect(fetchOf(path)).rejects.toThrow(/answers (302|404)/);
  });

  test('is not read where it is larger than any such document', async () => {
    await expect(fetchOf('/large')).rejects.toThrow();
  });

  test('is not asked for where its name leads to a private address', async () => {
    const before = site.connections();
    await expect(createPublicFetch({ ca: site.ca })(`${site.origin}/document`, signal)).rejects.toThrow(
      'not on the public internet',
    );
    expect(site.connections()).toBe(before);
  });

  test.each(['http://editor.example/document', 'https://169.254.169.254/latest', 'https://[::1]/document'])(
    'is not asked for at %s',
    async (url) => {
      await expect(createPublicFetch({ mayReach: () => true })(url, signal)).rejects.toThrow('https address');
    },
  );
});

describe('a public address', () => {
  test.each(['93.184.216.34', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001:81b::200e'])(
    'is %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test.each([
    '0.0.0.0',
    '127.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:a00:1::',
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test('is never an IPv4 address written as an IPv6 one', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
      }),
    );
  });
});
