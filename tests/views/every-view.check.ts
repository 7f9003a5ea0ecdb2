import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENES } from '../../src/gallery/scenes.ts';
import { tools } from '../../src/tools/catalogue.ts';
import { answerOf, type Drawn, errorOf, type Gallery, type Look, openGallery } from './gallery.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What hosts advise for a view beside an answer, in pixels. */
const MOST_INLINE = 500;
const HOSTILE = `</script><img src=x onerror="window.pwned=1"><svg onload="window.pwned=1">[x](javascript:window.pwned=1)<b>`;

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery();
});
afterAll(() => gallery?.close());

async function drawn<Value>(
  scene: string,
  look: Look,
  see: (drawn: Drawn) => Promise<Value>,
  ...answers: [answer?: unknown, answers?: Record<string, unknown>]
) {
  const it = await gallery.draw(scene, look, ...answers);
  try {
    const value = await see(it);
    expect(it.complaints).toEqual([]);
    return value;
  } finally {
    await it.close();
  }
}

/** What axe finds that keeps people from using the view, colours with too little contrast included. */
async function barriers({ view }: Drawn): Promise<string[]> {
  // Axe announces itself to the frames around, which the gallery passes on to nobody.
  await view.evaluate(AXE);
  return view.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe is put into the page as a script.
    const { violations } = await (globalThis as any).axe.run(document, {
      resultTypes: ['violations'],
      rules: { region: { enabled: false } },
    });
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
          `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
      );
  });
}

const overflow = ({ view }: Drawn) =>
  view.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const height = ({ view }: Drawn) =>
  view.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
const scrolling = ({ view }: Drawn) =>
  view.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.scrollHeight > element.clientHeight + 1)
      .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowY))
      .map((element) => element.outerHTML.slice(0, 80)),
  );
const text = ({ view }: Drawn) => view.locator('#view').innerText();

const LOOKS = [320, 768, 1200].flatMap((width) => [[width, 'light'] as const, [width, 'dark'] as const]);

describe.each(SCENES)('$id', ({ id }) => {
  test.each([{ width: 1200 }, { width: 1200, colours: 'inspector' } as const])(
    'is readable and fits on every width, light and dark: %o',
    async (look) => {
      await drawn(id, look, async (it) => {
        const figure = it.page.locator(`#${id}`);
        const began = (await it.heard()).filter((line) => line.startsWith('height'));
        expect(began.length, began.join()).toBeLessThanOrEqual(4);
        for (const [width, theme] of LOOKS) {
          await figure.evaluate(
            (element, detail) => element.dispatchEvent(new CustomEvent('look', { detail })),
            { width, theme },
          );
          await it.page.waitForTimeout(120);
          const at = `${width} px, ${theme}`;
          expect(await barriers(it), at).toEqual([]);
          expect(await overflow(it), at).toBeLessThanOrEqual(0);
          expect(await scrolling(it), at).toEqual([]);
          expect(await height(it), at).toBeLessThanOrEqual(MOST_INLINE);
        }
      });
    },
  );

  test('has buttons with names of their own, that all work', async () => {
    await drawn(id, { width: 768 }, async ({ view, page, heard }) => {
      const names = await view
        .getByRole('button')
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));
      expect(new Set(names).size, names.join()).toBe(names.length);
      for (let at = 0; at < Math.min(await view.getByRole('button').count(), 25); at += 1) {
        await view.getByRole('button').nth(at).press('Enter');
        await page.waitForTimeout(60);
      }
      const said = (await heard()).filter((line) => line.startsWith('say'));
      for (const line of said) expect(line).toMatch(/^say [\w .,:;–-]+$/);
      expect(await view.locator('.failure, .refused').allTextContents()).toEqual([]);
    });
  });

  test('makes sense in a host that can nothing', async () => {
    await drawn(id, { host: 'none' }, async (it) => {
      expect(await it.view.locator('h1').count()).toBe(1);
      expect((await it.heard()).filter((line) => /^(?:call|say|open|mode)/.test(line))).toEqual([]);
    });
  });
});

const FIRST_OF_EACH = SCENES.filter(
  ({ tool }, index) => SCENES.findIndex((other) => viewOf(other.tool) === viewOf(tool)) === index,
);

function viewOf(name: string) {
  return tools.find((tool) => tool.name === name)?.view;
}

test('the keyboard stays where it was when the button that was pressed goes', async () => {
  const { client } = gallery;
  const { tool, args } = SCENES.find((scene) => scene.id === 'run-issues')!;
  const { content } = await client.callTool({ name: tool, arguments: args });
  const ended = JSON.parse((content as { text: string }[])[0]!.text);
  const answer = answerOf({ ...ended, outcome: 'running', issues: [] });
  await drawn(
    'run-issues',
    {},
    async ({ view, page }) => {
      await view.getByRole('button', { name: 'Look again' }).press('Enter');
      await view.getByRole('button', { name: 'Look again' }).waitFor({ state: 'detached' });
      await page.keyboard.press('Tab');
      const focused = await view.evaluate(() => document.activeElement?.textContent);
      expect(focused).toBe('Full screen');
    },
    answer,
    { get_run_output: answerOf(ended) },
  );
});

describe.each(FIRST_OF_EACH)('the view of $tool', ({ id, tool }) => {
  test('says that it waits', async () => {
    await drawn(id, { end: 'never' }, async (it) => {
      expect(await it.view.getByRole('status').innerText()).toMatch(/…$/);
      expect(await barriers(it)).toEqual([]);
    });
  });

  test('says that the call was cancelled', async () => {
    await drawn(id, { end: 'cancelled' }, async ({ view }) => {
      await view.getByText('The call was cancelled.').waitFor();
    });
  });

  test("shows an error in the tool's words", async () => {
    await drawn(
      id,
      {},
      async (it) => {
        expect(await it.view.getByRole('alert').innerText()).toBe(
          'The platform is away.\n\nTry again in a minute.',
        );
        expect(await barriers(it)).toEqual([]);
      },
      errorOf('The platform is away.', 'Try again in a minute.'),
    );
  });

  test.each([
    ['no JSON', { content: [{ type: 'text', text: 'MCP error -32000' }], isError: true }, 'MCP error -32000'],
    ['no text', { content: [] }, 'The answer holds no text.'],
    ['no object', answerOf(42), 'not in a form that this view knows'],
  ])('says what it can of an answer with %s', async (_, answer, said) => {
    await drawn(id, {}, async (it) => expect(await text(it)).toContain(said), answer);
  });

  test('draws an answer with nothing in it', async () => {
    await drawn(id, {}, async (it) => expect((await text(it)).length).toBeGreaterThan(0), answerOf({}));
  });

  test('draws hostile texts as texts', async () => {
    const real = await gallery.client.callTool({
      name: tool,
      arguments: SCENES.find((scene) => scene.id === id)!.args,
    });
    const value = JSON.parse((real.content as { text: string }[])[0]!.text);
    await drawn(
      id,
      {},
      async ({ view, page }) => {
        for (const button of await view.locator('.opener').all()) await button.press('Enter');
        await page.waitForTimeout(200);
        expect(await view.evaluate(() => 'pwned' in window)).toBe(false);
        expect(await view.locator('img, svg[onload], iframe, form, a[href^="javascript"]').count()).toBe(0);
      },
      answerOf(hostile(value)),
    );
  });

  test('answers when it is taken away, whatever else it is asked', async () => {
    await drawn(id, {}, async ({ page, view }) => {
      const answers = await page.evaluate(async (scene) => {
        // biome-ignore lint/suspicious/noExplicitAny: the gallery keeps the library's host side there.
        const bridge = (globalThis as any).bridges[scene];
        const any = {
          '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
        };
        const ask = (method: string) =>
          bridge.request({ method }, any).catch(({ code }: { code: number }) => code);
        return [await ask('ping'), await ask('x/unknown'), await bridge.teardownResource({})];
      }, id);
      expect(answers).toEqual([{}, -32601, {}]);
      expect(await view.locator('#view').innerHTML()).toBe('');
    });
  });

  test('waits while the arguments are still being written', async () => {
    await drawn(id, { end: 'never' }, async ({ page, view }) => {
      const send = (method: string, params: object) =>
        page.evaluate(
          // biome-ignore lint/suspicious/noExplicitAny: the gallery keeps the library's host side there.
          ([scene, method, params]) => (globalThis as any).bridges[scene][method](params),
          [id, method, params] as const,
        );
      await send('sendToolInputPartial', {});
      await send('sendToolInputPartial', { arguments: { workspace_name: 'che' } });
      expect(await view.getByRole('status').textContent()).toMatch(/…$/);
      await send('sendToolInput', { arguments: {} });
      await send('sendToolResult', errorOf('The platform is away.', 'Try again in a minute.'));
      await view.getByText('The platform is away.').waitFor();
    });
  });

  test('shows what a host refuses', async () => {
    const it = await gallery.draw(id, { host: 'refusing' });
    for (let at = 0; at < Math.min(await it.view.getByRole('button').count(), 20); at += 1) {
      await it.view.getByRole('button').nth(at).press('Enter');
      await it.page.waitForTimeout(50);
    }
    const heard = await it.heard();
    if (heard.some((line) => /^(?:say|call)/.test(line))) {
      expect(await it.view.getByText(/refuse/).count()).toBeGreaterThan(0);
    }
    expect(it.complaints).toEqual([]);
    await it.close();
  });
});

/** The same value with every longer text replaced; names and states stay, so that the view draws what it would draw. */
function hostile(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => hostile(item, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hostile(item, name)]));
  }
  const isKept = /^(?:outcome|status|state|created|.*Time|.*At|.*Since|severity)$/.test(key);
  return typeof value === 'string' && !isKept ? `${HOSTILE}${value}` : value;
}
