import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --soft: #8882; --strong: #1f5fd6; }
* { box-sizing: border-box; }
body { margin: 0; padding: 1.25rem; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 32rem; margin: 4vh auto; }
h1 { font-size: 1.4rem; line-height: 1.25; overflow-wrap: anywhere; }
dl { margin: 1.5rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
dt { font-size: .875rem; opacity: .75; }
dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
dd:last-child { margin-bottom: 0; }
small { display: inline-block; line-height: 1.35; }
code { font: .9375rem/1.4 ui-monospace, monospace; }
.note { padding: .75rem 1rem; border-radius: .5rem; background: var(--soft); }
.choices { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
button { flex: 1 1 10rem; min-height: 3rem; padding: .5rem 1rem; font: inherit; font-weight: 600;
  border: 1px solid var(--line); border-radius: .5rem; background: transparent; color: inherit; cursor: pointer; }
button.allow { background: var(--strong); border-color: var(--strong); color: #fff; }
`;

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** No scripts, no frames, nothing from other hosts, nothing stored. */
const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  // With no-referrer, browsers would post forms without an origin.
  'Referrer-Policy': 'same-origin',
};

/** A page of sign-in. Values in its markup are escaped by the `html` tag that they pass through. */
export function page(
  c: Context,
  { title, body, head, status = 200 }: { title: string; body: Markup; head?: Markup; status?: 200 | 400 },
): Response | Promise<Response> {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
${head ?? ''}
</head>
<body><main>
${body}
</main></body>
</html>`;
  return c.html(document, status, HEADERS);
}
