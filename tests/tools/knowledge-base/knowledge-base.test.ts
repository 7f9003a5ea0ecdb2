import { describe, expect, test } from 'vitest';
import { createKnowledgeBaseArticle } from '../../../src/tools/knowledge-base/create-knowledge-base-article.ts';
import { deleteKnowledgeBaseArticle } from '../../../src/tools/knowledge-base/delete-knowledge-base-article.ts';
import { getKnowledgeBaseArticle } from '../../../src/tools/knowledge-base/get-knowledge-base-article.ts';
import { listKnowledgeBaseArticles } from '../../../src/tools/knowledge-base/list-knowledge-base-articles.ts';
import { updateKnowledgeBaseArticle } from '../../../src/tools/knowledge-base/update-knowledge-base-article.ts';
import { type ToolBench, toolBench } from '../tool-caller.ts';

const workspace_name = 'checkout-prod';
const ARTICLE = { workspace_name, title: 'Kafka quorum', content: 'Three brokers are enough.' };
const MISSING = '5a4db0c5-0000-4000-8000-00000000beef';

const titles = (articles: { title: string }[]) => articles.map(({ title }) => title);

/** A platform from before v4: its routes are not there. */
const withoutV4 = ({ sandbox }: ToolBench) =>
  sandbox.faults.add({ path: /^\/api\/v4\/.*\/notes/, status: 404, body: { detail: 'Not Found' } });

describe('list_knowledge_base_articles', () => {
  test('searches title and content', async () => {
    const { blocks } = await toolBench();
    const [articles, ...more] = await blocks(listKnowledgeBaseArticles, {
      workspace_name,
      search: 'PgBouncer',
    });
    expect(titles(articles)).toEqual(['payments-db connection budget']);
    expect(more).toEqual([]);
  });

  test('is an empty list where nothing is found', async () => {
    const { blocks } = await toolBench();
    const [list, more] = await blocks(listKnowledgeBaseArticles, { workspace_name, search: 'zeppelin' });
    expect(list).toEqual([]);
    expect(more.note).toMatch(
      /^No article with "zeppelin" in title or content; without filters there are 5\./,
    );
  });

  test('filters by status', async () => {
    const { call } = await toolBench();
    const reply = await call(listKnowledgeBaseArticles, { workspace_name, status: 'deprecated' });
    expect(titles(reply)).toEqual(['Old ingress controller']);
  });

  test('cuts long articles and says how long they are', async () => {
    const { call } = await toolBench();
    await call(createKnowledgeBaseArticle, { ...ARTICLE, content: 'y'.repeat(20_000) });
    const [row] = await call(listKnowledgeBaseArticles, { workspace_name, search: 'kafka' });
    expect(row.content).toHaveLength(300);
    expect(row.content_chars).toBe(20_000);
  });

  test('walks pages, honours limit and says that there are more', async () => {
    const { blocks, sandbox } = await toolBench();
    const { notes } = sandbox.world.workspaces.get(workspace_name)!;
    const [template] = notes.values();
    for (let n = 0; n < 250; n += 1) {
      const noteId = `5a4db0c5-0000-4000-9000-${String(n).padStart(12, '0')}`;
      notes.set(noteId, { ...template!, noteId, title: `bulk-${n}`, content: 'short' });
    }
    const [first, goOn] = await blocks(listKnowledgeBaseArticles, { workspace_name, limit: 200 });
    expect(first).toHaveLength(200);
    expect(goOn).toMatchObject({
      next_offset: 200,
      note: expect.stringContaining('There are more than 200.'),
    });
    expect(goOn).not.toHaveProperty('count');
    const [, none] = await blocks(listKnowledgeBaseArticles, { workspace_name, search: 'zeppelin' });
    expect(none.note).toContain('without filters there are more than 50.');
    const [rest, ...more] = await blocks(listKnowledgeBaseArticles, {
      workspace_name,
      limit: 200,
      offset: 200,
    });
    expect(titles(rest).at(-1)).toBe('bulk-249');
    expect(rest).toHaveLength(55);
    expect(more).toEqual([]);
  });

  test('a limit over 200 is refused', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(listKnowledgeBaseArticles, { workspace_name, limit: 201 })).message).toContain(
      'limit',
    );
  });
});

describe('create_knowledge_base_article', () => {
  test('stores what it is given and answers with the id', async () => {
    const { call } = await toolBench();
    const article = await call(createKnowledgeBaseArticle, {
      ...ARTICLE,
      resource_paths: ['kubernetes/prod-eu-1/kafka'],
      abstract_entities: 'quorum',
    });
    const { message } = article;
    expect(message).toContain(article.noteId);
    expect(article).toMatchObject({
      title: 'Kafka quorum',
      resourcePaths: ['kubernetes/prod-eu-1/kafka'],
      abstractEntities: ['quorum'],
      status: 'active',
      authorEmail: 'ada@checkout.example',
    });
  });

  test.each([
    [{ content: '' }, 'content'],
    [{ content: 'x'.repeat(20_001) }, 'content'],
    [{ title: 'x'.repeat(256) }, 'title'],
    [{ verified: true }, 'verified'],
  ])('refuses %j before anything is sent', async (fields, field) => {
    const { refusal, sandbox } = await toolBench();
    expect((await refusal(createKnowledgeBaseArticle, { ...ARTICLE, ...fields })).message).toContain(field);
    expect(sandbox.requests).toEqual([]);
  });

  test('a reader is refused', async () => {
    const { refusal } = await toolBench({ as: 'readonly' });
    expect((await refusal(createKnowledgeBaseArticle, ARTICLE)).code).toBe('forbidden');
  });
});

describe('get_knowledge_base_article, update_knowledge_base_article and delete_knowledge_base_article', () => {
  test('an update changes what is given; the rest stays', async () => {
    const { call } = await toolBench();
    const created = await call(createKnowledgeBaseArticle, { ...ARTICLE, abstract_entities: ['quorum'] });
    const { message: _, workspace: __, article: ___, ...article } = created;
    const ids = { workspace_name, note_id: article.noteId };
    await call(updateKnowledgeBaseArticle, { ...ids, status: 'deprecated', verified: true });
    expect(await call(getKnowledgeBaseArticle, ids)).toMatchObject({
      ...article,
      status: 'deprecated',
      verified: true,
      updatedAt: expect.any(String),
      lastResolvedAt: expect.any(String),
    });
  });

  test('a delete returns what the article said', async () => {
    const { call, refusal } = await toolBench();
    const article = await call(createKnowledgeBaseArticle, ARTICLE);
    const ids = { workspace_name, note_id: article.noteId };
    const reply = await call(deleteKnowledgeBaseArticle, ids);
    expect(reply).toMatchObject({ message: `Deleted article ${article.noteId}.`, deleted: ARTICLE_TEXT });
    expect((await refusal(getKnowledgeBaseArticle, ids)).code).toBe('not_found');
  });

  test.each([
    ['get', getKnowledgeBaseArticle, {}],
    ['update', updateKnowledgeBaseArticle, { title: 'x' }],
    ['delete', deleteKnowledgeBaseArticle, {}],
  ])('%s of a missing article is not found, and v3 is not asked', async (_, tool, fields) => {
    const { refusal, sandbox } = await toolBench();
    const error = await refusal(tool, { workspace_name, note_id: MISSING, ...fields });
    expect(error).toMatchObject({ code: 'not_found', status: 404 });
    expect(
      sandbox.requests.filter(({ path }) => path.startsWith('/api/v3/') && path.includes('/notes')),
    ).toEqual([]);
  });

  test('an id that is no UUID is refused', async () => {
    const { refusal } = await toolBench();
    expect((await refusal(getKnowledgeBaseArticle, { workspace_name, note_id: '42' })).code).toBe(
      'invalid_arguments',
    );
  });

  test('an update that changes nothing is refused', async () => {
    const { refusal } = await toolBench();
    const error = await refusal(updateKnowledgeBaseArticle, { workspace_name, note_id: MISSING });
    expect(error.message).toContain('Nothing to change');
  });

  test('an article from another system cannot be changed here', async () => {
    const { call, refusal, sandbox } = await toolBench();
    const article = await call(createKnowledgeBaseArticle, ARTICLE);
    sandbox.world.workspaces.get(workspace_name)!.notes.get(article.noteId)!.readOnly = true;
    const error = await refusal(updateKnowledgeBaseArticle, {
      workspace_name,
      note_id: article.noteId,
      title: 'x',
    });
    expect(error.message).toContain('read-only');
  });
});

describe('a platform without v4', () => {
  test('is served through v3, and every answer says so', async () => {
    const bench = await toolBench();
    withoutV4(bench);
    const article = await bench.call(createKnowledgeBaseArticle, ARTICLE);
    const { notes } = article;
    expect(notes[0]).toContain('v3');
    const ids = { workspace_name, note_id: article.noteId };
    for (const [tool, args] of [
      [getKnowledgeBaseArticle, ids],
      [listKnowledgeBaseArticles, { workspace_name }],
      [updateKnowledgeBaseArticle, { ...ids, verified: true }],
      [deleteKnowledgeBaseArticle, ids],
    ] as const) {
      expect((await bench.blocks(tool, args)).at(-1).notes[0]).toContain('v3');
    }
  });

  test('still tells a missing article', async () => {
    const bench = await toolBench();
    withoutV4(bench);
    const error = await bench.refusal(getKnowledgeBaseArticle, { workspace_name, note_id: MISSING });
    expect(error.code).toBe('not_found');
  });
});

const ARTICLE_TEXT = { title: ARTICLE.title, content: ARTICLE.content };
