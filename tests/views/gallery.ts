import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { type GalleryServer, serveGallery } from '../../src/commands/views/gallery-server.ts';
import { launchChromium } from './chromium.ts';

/** What the page is asked for; see `src/gallery/page.ts`. */
export interface Look {
  theme?: 'light' | 'dark';
  width?: number;
  host?: 'full' | 'none' | 'refusing';
  end?: 'cancelled' | 'never';
  colours?: 'inspector';
}

/** One view as it is drawn, and what went wrong in the page. */
export interface Drawn {
  page: Page;
  /** The view's own document. */
  view: Frame;
  /** Errors and warnings of the console, and exceptions. */
  complaints: string[];
  /** What the host heard: `say …`, `open …`, `call …`, `height …`. */
  heard(): Promise<string[]>;
  close(): Promise<void>;
}

export interface Gallery {
  client: Client;
  /** Draws a scene; `answer` stands in for what its tool answers, and `answers` for the calls of the view. */
  draw(scene: string, look?: Look, answer?: unknown, answers?: Record<string, unknown>): Promise<Drawn>;
  /** The gallery's page without a scene, for another host to draw in, and what that needs to draw the view of a tool. */
  page(tool: string): Promise<EmptyPage>;
  close(): Promise<void>;
}

export interface EmptyPage {
  page: Page;
  complaints: string[];
  /** The frame that draws views, on an origin of its own. */
  frameUrl: string;
  html: string;
}

/** The gallery over a built server with the sandbox, in a headless Chromium; `atStart` runs in each document before its own scripts. */
export async function openGallery(atStart?: () => void): Promise<Gallery> {
  const browser = await launchChromium();
  const client = new Client({ name: 'views-test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['dist/cli.js', 'serve', '--sandbox'],
      stderr: 'ignore',
    }),
  );
  const server = await serveGallery(client);
  return {
    client,
    draw: async (scene, look = {}, answer, answers) => {
      const { width = 768 } = look;
      const context = await browser.newContext({ viewport: { width: width + 40, height: 900 } });
      if (atStart) await context.addInitScript(atStart);
      return draw(context, server, scene, { ...look, width }, answer, answers);
    },
    page: async (tool) => {
      const { page, complaints } = await listenedPage(await browser.newContext());
      await page.goto(`${server.url}?scene=none`);
      const { html } = (await (await fetch(`${server.url}view?tool=${tool}`)).json()) as { html: string };
      return { page, complaints, html, frameUrl: `${server.url.replace('127.0.0.1', 'localhost')}frame` };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await client.close();
    },
  };
}

async function listenedPage(context: BrowserContext): Promise<Pick<Drawn, 'page' | 'complaints'>> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return { page, complaints };
}

async function draw(
  context: BrowserContext,
  { url }: GalleryServer,
  scene: string,
  look: Look,
  answer: unknown,
  answers: Record<string, unknown> = {},
): Promise<Drawn> {
  const { page, complaints } = await listenedPage(context);
  let isFirst = answer !== undefined;
  await page.route('**/call', async (route) => {
    const { name } = route.request().postDataJSON();
    const given = isFirst ? answer : answers[name];
    isFirst = false;
    if (given === undefined) return route.continue();
    await route.fulfill({ json: given });
  });
  const query = new URLSearchParams({ scene, ...look, width: String(look.width) } as Record<string, string>);
  await page.goto(`${url}?${query}`);
  const outer = await page.locator(`#${scene} iframe`).elementHandle();
  const frame = (await outer!.contentFrame())!;
  const inner = await frame.waitForSelector('iframe');
  const view = (await inner.contentFrame())!;
  if (look.end === undefined) await page.waitForSelector(`#${scene}[data-told]`);
  await view.waitForFunction(
    (waits) => document.querySelector('#view > *') && (waits || !document.querySelector('.waiting')),
    look.end === 'never',
  );
  await page.waitForTimeout(50);
  return {
    page,
    view,
    complaints,
    heard: () => page.locator(`#${scene} ol li`).allTextContents(),
    close: () => context.close(),
  };
}

/** An answer as tools give it: one JSON text. */
export const answerOf = (value: unknown) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });

export const errorOf = (message: string, hint: string) => ({
  ...answerOf({ error: { code: 'unavailable', message, hint, retryable: true } }),
  isError: true,
});
