import type { Context } from 'hono';
import { html } from 'hono/html';
import { page } from './page.ts';

/** Says why sign-in cannot go on, for errors after which the browser must not be sent to a client. */
export function problemPage(c: Context, problem: string): Response | Promise<Response> {
  return page(c, {
    title: 'Sign-in failed',
    status: 400,
    body: html`<h1>Sign-in cannot go on</h1>
<p>${problem}</p>
<p>Close this page and start again from your application. If it fails again, have the application forget what it
knows about this server, so that it registers anew.</p>`,
  });
}
