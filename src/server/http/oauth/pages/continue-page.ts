import type { Context } from 'hono';
import { html } from 'hono/html';
import { page } from './page.ts';

/**
 * Sends the browser on after a form. Not by a redirect: browsers hold every redirect after a form to the page's own
 * `form-action`, and where the platform's login page redirects to is not known here.
 */
export function continuePage(c: Context, url: string): Response | Promise<Response> {
  return page(c, {
    title: 'Signing in',
    head: html`<meta http-equiv="refresh" content="0; url=${url}">`,
    body: html`<h1>One moment…</h1>
<p><a href="${url}" rel="noreferrer">Continue</a> if nothing happens.</p>`,
  });
}
