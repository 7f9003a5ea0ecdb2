import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { byOffset, byPage, listPages, type Paging } from '../../src/platform/pages.ts';
import { path } from '../../src/platform/path.ts';
import { setBounds } from './bounds.ts';
import { sendJson, startServer, type TestServer } from './http-server.ts';
import { never, requesterAt } from './test-platform.ts';

const call = { path: path`/things`, signal: never };

function list(server: TestServer, paging: Paging) {
  return listPages(requesterAt(server.url), z.number(), call, paging);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

interface ListOptions {
  /** The most that the server gives at once, whatever is asked for. */
  cap?: number;
  counted?: boolean;
}

/** A list of the numbers from 0, by limit and offset or by page and page-size. */
function listServer(total: number, { cap = 1000, counted = true }: ListOptions = {}) {
  return startServer((seen, response) => {
    const query = new URL(seen.url, 'http://host').searchParams;
    const size = Math.min(Number(query.get('limit') ?? query.get('page-size')), cap);
    const offset = Number(query.get('offset') ?? (Number(query.get('page')) - 1) * size);
    const results = numbers(total).slice(offset, offset + size);
    const next = offset + size < total ? 'http://elsewhere.invalid/things?offset=1' : null;
    sendJson(response, 200, { results, next, previous: null, ...(counted ? { count: total } : {}) });
  });
}

function asked(server: TestServer): string[] {
  return server.requests.map(({ url }) => url.split('?')[1]!);
}

describe('a list', () => {
  it('of three pages is whole and in order', async () => {
    const server = await listServer(250);
    expect(await list(server, byOffset(100))).toEqual({
      count: 250,
      next: null,
      previous: null,
      results: numbers(250),
    });
    expect(asked(server).sort()).toEqual([
      'limit=100&offset=0',
      'limit=100&offset=100',
      'limit=100&offset=200',
    ]);
  });

  it.each([true, false])(
    'that is cut where it was asked to be says whether more are known of (counted: %s)',
    async (counted) => {
      const cut = await list(await listServer(250, { counted }), byOffset(100, 100));
      expect(cut).toMatchObject(
        counted ? { count: 250 } : { count: 100, incomplete: expect.stringContaining('may be more') },
      );
      const whole = await list(await listServer(100, { counted }), byOffset(100, 100));
      expect(whole).not.toHaveProperty('incomplete');
    },
  );

  it.each([
    ['nothing at all', []],
    ['less', numbers(3)],
  ])('that gives %s than it counts says so', async (_, results) => {
    const server = await startServer((seen, response) => {
      const offset = Number(seen.url.split('offset=')[1]);
      sendJson(response, 200, { count: 40, next: 'x', results: offset === 0 ? results : [] });
    });
    expect(await list(server, byOffset(10))).toMatchObject({
      count: 40,
      results,
      incomplete: expect.stringContaining(`counts 40 and gave ${results.length}`),
    });
  });

  it('of one page is one call', async () => {
    const server = await listServer(100);
    expect((await list(server, byOffset(100))).results).toHaveLength(100);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps its order when later pages arrive sooner', async () => {
    const server = await startServer((seen, response) => {
      const offset = Number(new URL(seen.url, 'http://host').searchParams.get('offset'));
      setTimeout(() => sendJson(response, 200, { count: 12, results: [offset] }), 60 - offset * 5);
    });
    expect((await list(server, byOffset(1))).results).toEqual(numbers(12));
  });

  it('fetches the pages after the first together', async () => {
    let open = 0;
    let most = 0;
    const server = await startServer((seen, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        sendJson(response, 200, { count: 20, results: [Number(seen.url.split('offset=')[1])] });
      }, 150);
    });
    await list(server, byOffset(1));
    expect(most).toBe(8);
  });

  it('that does not say how long it is is followed by next, at our own address', async () => {
    const server = await listServer(5, { counted: false });
    expect((await list(server, byOffset(2))).results).toEqual(numbers(5));
    expect(asked(server)).toEqual(['limit=2&offset=0', 'limit=2&offset=2', 'limit=2&offset=4']);
  });

  it.each([{}, { count: 1_000_000_000 }])(
    'ends at an empty page that claims a next one (%j)',
    async (more) => {
      const server = await startServer((_, response) =>
        sendJson(response, 200, { results: server.requests.length > 1 ? [] : [1, 2], next: 'x', ...more }),
      );
      expect((await list(server, byOffset(2))).results).toEqual([1, 2]);
      expect(server.requests.length).toBeLessThan(10);
    },
  );

  it('of pages by number asks for page and size', async () => {
    const server = await listServer(25);
    expect((await list(server, byPage('page-size', 10))).results).toEqual(numbers(25));
    expect(asked(server)[0]).toBe('page=1&page-size=10');
  });

  it('is whole whatever sizes the two sides prefer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40),
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 15 }),
        fc.boolean(),
        fc.constantFrom(byOffset, (size: number) => byPage('page-size', size)),
        async (total, size, cap, counted, paging) => {
          const page = await list(await listServer(total, { cap, counted }), paging(size));
          expect(page.results).toEqual(numbers(total));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stops at the most that is wanted and still says how many there are', async () => {
    const server = await listServer(1000);
    const page = await list(server, byOffset(10, 25));
    expect(page).toMatchObject({ count: 1000, results: numbers(25) });
    expect(server.requests).toHaveLength(3);
  });

  it('that comes as a bare array is one page', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, [1, 2]));
    expect(await list(server, byOffset(2))).toEqual({
      count: 2,
      next: null,
      previous: null,
      results: [1, 2],
    });
  });

  it('whose reply holds no list is unexpected', async () => {
    const server = await startServer((_, response) => sendJson(response, 200, { things: [] }));
    await expect(list(server, byOffset(2))).rejects.toMatchObject({ code: 'unexpected_reply' });
  });

  describe('without end', () => {
    it.each([
      ['that counts a thousand million', { count: 1_000_000_000 }],
      ['that always has a next page', { next: 'x' }],
    ])('%s ends at the ceiling and says so', async (_, more) => {
      setBounds({ listItems: 50 });
      const server = await startServer((seen, response) => {
        const offset = Number(seen.url.split('offset=')[1]);
        sendJson(response, 200, { results: numbers(10).map((number) => number + offset), ...more });
      });
      const page = await list(server, byOffset(10));
      expect(page.results).toEqual(numbers(50));
      expect(page.incomplete).toContain('first 50');
      expect(server.requests).toHaveLength(5);
    });

    it.each([
      ['counted', { count: 1_000_000_000 }],
      ['not counted', { next: 'x' }],
    ])('that gives the same page again and again, %s, is that page', async (_, more) => {
      const server = await startServer((_, response) =>
        sendJson(response, 200, { results: numbers(10), ...more }),
      );
      const page = await list(server, byOffset(10));
      expect(page.results).toEqual(numbers(10));
      expect(page.incomplete).toContain('same page twice');
      expect(server.requests.length).toBeLessThan(20);
    });

    it('whose pages are slow has one deadline for all of them', async () => {
      setBounds({ request: 200 });
      const server = await startServer((seen, response) => {
        const results = [Number(seen.url.split('offset=')[1])];
        setTimeout(() => sendJson(response, 200, { results, next: 'x' }), 50);
      });
      const start = performance.now();
      await expect(list(server, byOffset(1))).rejects.toMatchObject({ code: 'timed_out' });
      expect(performance.now() - start).toBeLessThan(1000);
    });

    it.each([{ count: 1_000_000_000 }, { next: 'x' }])(
      'of large pages ends at the bound on bytes (%j)',
      async (more) => {
        setBounds({ listBytes: 10_000 });
        const server = await startServer((seen, response) => {
          const offset = Number(seen.url.split('offset=')[1]);
          sendJson(response, 200, { results: [offset], padding: 'x'.repeat(3000), ...more });
        });
        const page = await list(server, byOffset(1));
        expect(page.results.length).toBeGreaterThanOrEqual(1);
        expect(page.results).toEqual(numbers(page.results.length));
        expect(page.incomplete).toContain('too long');
        expect(server.requests.length).toBeLessThan(20);
      },
    );

    it('of bare arrays that are always full ends at the ceiling', async () => {
      setBounds({ listItems: 50 });
      const server = await startServer((seen, response) => {
        const offset = Number(seen.url.split('offset=')[1]);
        sendJson(
          response,
          200,
          numbers(10).map((number) => number + offset),
        );
      });
      const page = await list(server, { ...byOffset(10), untilShort: true });
      expect(page.results).toEqual(numbers(50));
      expect(server.requests).toHaveLength(5);
    });
  });

  it('that holds exactly as many as the ceiling is whole', async () => {
    setBounds({ listItems: 50 });
    const page = await list(await listServer(50), byOffset(10));
    expect(page).toEqual({ count: 50, next: null, previous: null, results: numbers(50) });
  });

  it('begins no further page after one that failed', async () => {
    const server = await startServer((seen, response) => {
      if (seen.url.endsWith('offset=0')) sendJson(response, 200, { count: 1000, results: [0] });
      else sendJson(response, 404, {});
    });
    await expect(list(server, byOffset(1))).rejects.toMatchObject({ code: 'not_found' });
    expect(server.requests.length).toBeLessThanOrEqual(9);
  });
});
