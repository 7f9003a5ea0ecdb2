import { describe, expect, test } from 'vitest';
import { Forbidden, NotFound } from '../../src/errors/platform-errors.ts';
import { sendJson, startServer } from './http-server.ts';
import { never, platformAt, rejection } from './test-platform.ts';

const NOTE = {
  noteId: '5a4db0c5-0000-4000-8000-000000000001',
  content: 'x',
  resourcePaths: [],
  abstractEntities: [],
  status: 'active',
  verified: false,
};
const signal = never;

/** A platform on which each API version answers as given. */
async function platform(answers: {
  v4: [number, unknown];
  v4List?: [number, unknown];
  v3: [number, unknown];
}) {
  const server = await startServer((request, response) => {
    const isProbe = request.method === 'GET' && request.url.includes('notes?limit=1');
    const [status, body] = request.url.startsWith('/api/v3')
      ? answers.v3
      : isProbe && answers.v4List
        ? answers.v4List
        : answers.v4;
    sendJson(response, status, body);
  });
  const asked = () => server.requests.map(({ method, url }) => `${method} ${url.slice(0, 7)}`);
  return { notes: platformAt(server.url).notes, asked };
}

const NO_ROUTE: [number, unknown] = [404, { detail: 'Not Found' }];

describe('notes', () => {
  test('v4 alone is asked where it answers', async () => {
    const { notes, asked } = await platform({ v4: [200, NOTE], v3: [500, {}] });
    expect(await notes.get('ws', NOTE.noteId, { signal })).toMatchObject({
      api: 'v4',
      value: { content: 'x' },
    });
    expect(asked()).toEqual(['GET /api/v4']);
  });

  test('v3 answers where the v4 route is missing', async () => {
    const { notes } = await platform({ v4: NO_ROUTE, v3: [201, NOTE] });
    expect(await notes.create('ws', { content: 'x' }, { signal })).toMatchObject({ api: 'v3' });
  });

  test('a note that v4 does not have is not looked for in v3', async () => {
    const { notes, asked } = await platform({
      v4: [404, { detail: 'Note not found' }],
      v4List: [200, []],
      v3: [200, NOTE],
    });
    const error = await rejection(notes.delete('ws', NOTE.noteId, { signal }));
    expect(error).toBeInstanceOf(NotFound);
    expect(asked()).toEqual(['DELETE /api/v4', 'GET /api/v4']);
  });

  test('a workspace that neither version knows is reported as v4 said it', async () => {
    const { notes } = await platform({ v4: [404, { detail: 'Workspace not found' }], v3: NO_ROUTE });
    const error = await rejection(notes.list('ws', { max: 5 }, { signal }));
    expect(error).toBeInstanceOf(NotFound);
    expect(error.message).toContain('Workspace not found');
  });

  test('a refusal of v4 is final', async () => {
    const { notes, asked } = await platform({ v4: [403, { detail: 'no' }], v3: [200, [NOTE]] });
    expect(await rejection(notes.list('ws', { max: 5 }, { signal }))).toBeInstanceOf(Forbidden);
    expect(asked()).toEqual(['GET /api/v4']);
  });

  test('full pages are followed by more until there is enough', async () => {
    const server = await startServer((request, response) => {
      const query = new URL(request.url, 'http://x').searchParams;
      const offset = Number(query.get('offset'));
      const rows = Math.min(Number(query.get('limit')), Math.max(0, 450 - offset));
      const notes = Array.from({ length: rows }, (_, n) => ({ ...NOTE, noteId: `${offset + n}` }));
      sendJson(response, 200, notes);
    });
    const { notes } = platformAt(server.url);
    expect((await notes.list('ws', { max: 1000 }, { signal })).value.results).toHaveLength(450);
    expect((await notes.list('ws', { max: 250 }, { signal })).value.results).toHaveLength(250);
    expect(server.requests.map(({ url }) => url.split('?')[1])).toEqual([
      'limit=200&offset=0',
      'limit=200&offset=200',
      'limit=200&offset=400',
      'limit=200&offset=0',
      'limit=200&offset=200',
    ]);
  });
});
