import { html } from 'hono/html';
import type { User } from '../state/records.ts';

/** A page that asks who signs in; there are no passwords. `fields` come back with the answer. */
export function loginPage(users: readonly User[], fields: Record<string, string>) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sandbox sign-in</title></head>
<body>
<h1>Sandbox sign-in</h1>
<form method="post" action="/oauth/authorize">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)}
${users.map(
  ({ email, firstName, lastName }) =>
    html`<p><button name="user" value="${email}">${firstName} ${lastName} (${email})</button></p>\n`,
)}
<p><button name="user" value="">Cancel</button></p>
</form>
</body>
</html>`;
}
