import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENES } from '../../src/gallery/scenes.ts';
import { type Gallery, openGallery } from './gallery.ts';

let gallery: Gallery;
let script: string;
beforeAll(async () => {
  gallery = await openGallery();
  const { outputFiles } = await build({
    entryPoints: ['tests/views/other-host/page.js'],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  script = outputFiles[0]!.text;
});
afterAll(() => gallery?.close());

/** What a view says first, drawn by `@mcp-ui/client`, and what it asked that host for. */
async function drawnElsewhere(id: string) {
  const { tool, args } = SCENES.find((scene) => scene.id === id)!;
  const { page, complaints, frameUrl, html } = await gallery.page(tool);
  const result = await gallery.client.callTool({ name: tool, arguments: args }, { timeout: 60_000 });
  await page.evaluate((scene) => Object.assign(globalThis, { scene }), {
    ...{ tool, html, args, result, frame: frameUrl },
  });
  await page.addScriptTag({ content: script });
  const outer = await page.waitForSelector('iframe');
  const inner = await (await outer.contentFrame())!.waitForSelector('iframe');
  const view = (await inner.contentFrame())!;
  return {
    page,
    view,
    complaints,
    heard: () => page.evaluate(() => (globalThis as { heard?: string[] }).heard),
  };
}

describe.each(SCENES)("$id, drawn by another host's library", ({ id }) => {
  test('shows the same, in its theme, and tells its height', async () => {
    const here = await gallery.draw(id);
    const { page, view, heard, complaints } = await drawnElsewhere(id);
    const title = await here.view.locator('h1').textContent();
    await expect.poll(() => view.locator('h1').textContent(), { timeout: 10_000 }).toBe(title);
    expect(await view.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await expect.poll(async () => (await heard())!.some((line) => /^height [1-9]/.test(line))).toBe(true);
    expect((await heard())!.filter((line) => line.startsWith('error'))).toEqual([]);
    // The library tells its own bridge the context before it has connected it.
    expect(complaints.filter((line) => line !== 'Error: Not connected')).toEqual([]);
    await here.close();
    await page.context().close();
  });
});

test('a view calls tools and speaks through it', async () => {
  const { page, view, heard } = await drawnElsewhere('issues');
  await view.locator('.opener').first().press('Enter');
  await view.getByRole('heading', { name: 'Next steps' }).waitFor();
  await view.getByRole('button', { name: /^Investigate issue/ }).press('Enter');
  await expect.poll(heard).toContainEqual(expect.stringMatching(/^say Find out why issue \d+ is open\.$/));
  expect(await heard()).toContain('call get_issue_details');
  await page.context().close();
});
