import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gallery, openGallery } from './gallery.ts';
import { manyRows } from './many-rows.ts';

const MANY = 1_000;
const MOST_INLINE = 500;

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

/** What stands for one row in full screen. */
const ROWS = {
  issues: '.opening',
  'health-map': '.tile',
  'run-history': '.list > li',
};

describe.each(Object.entries(ROWS))('a thousand rows of %s', (scene, row) => {
  test('fit beside an answer, and are all there in full screen', async () => {
    const answer = await manyRows(gallery, scene, MANY);
    const { view, heard, complaints, close } = await gallery.draw(scene, { width: 320 }, answer);
    expect(await view.locator('h1').innerText()).toContain(String(MANY));
    const { height, overflow } = await view.evaluate(() => ({
      height: document.documentElement.getBoundingClientRect().height,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    expect(height).toBeLessThanOrEqual(MOST_INLINE);
    expect(overflow).toBeLessThanOrEqual(0);
    expect((await heard()).filter((line) => line.startsWith('height')).length).toBeLessThanOrEqual(4);

    await view.getByRole('button', { name: 'Full screen' }).press('Enter');
    await expect.poll(() => view.locator(row).count(), { timeout: 10_000 }).toBe(MANY);
    expect(complaints).toEqual([]);
    await close();
  });
});

test('the search of the health map keeps what it names, by every word', async () => {
  const answer = await manyRows(gallery, 'health-map', MANY);
  const { view, close } = await gallery.draw('health-map', {}, answer);
  await view.getByRole('button', { name: 'Full screen' }).press('Enter');
  const search = view.getByRole('searchbox', { name: 'Search SLXs' });
  await search.fill('checkout-api-pods-7');
  await expect.poll(() => view.locator('.tile').count()).toBe(1);
  await search.fill('no such check');
  await expect.poll(() => view.locator('.tile').count()).toBe(0);
  await search.fill('');
  await expect.poll(() => view.locator('.tile').count()).toBe(MANY);
  await close();
});
