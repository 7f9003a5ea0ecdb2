import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const NAME = 'runwhen-mcp-sign-in';
const VALUE = /^[\w-]{22}$/;
const LIFETIME_S = 30 * 60;

/**
 * A value in a cookie that identifies the browser during sign-in. A sign-in must end in the browser in which it began, so
 * that nobody can trick somebody else into finishing it. The cookie is Lax because the platform's redirect back must carry
 * it.
 */
export interface BrowserBinding {
  /** The browser's value, set where it has none; renewed each time. */
  ensure(c: Context): string;
  /** True where the request comes from that browser. */
  isSame(c: Context, value: string): boolean;
}

export function createBrowserBinding(issuer: string): BrowserBinding {
  const secure = issuer.startsWith('https:');
  const prefix = secure ? 'host' : undefined;
  const read = (c: Context) => (secure ? getCookie(c, NAME, 'host') : getCookie(c, NAME)) ?? '';
  return {
    ensure: (c) => {
      const present = read(c);
      const value = VALUE.test(present) ? present : randomBytes(16).toString('base64url');
      setCookie(c, NAME, value, {
        prefix,
        secure,
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: LIFETIME_S,
      });
      return value;
    },
    isSame: (c, value) => read(c) === value,
  };
}
