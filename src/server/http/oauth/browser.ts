import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const NAME = 'runwhen-mcp-sign-in';
const VALUE = /^[\w-]{22}$/;
const LIFETIME_S = 30 * 60;

/**
 * What tells one browser from another during sign-in, kept in a cookie. A sign-in ends in the browser that it began
 * in: nobody can have someone else finish it. The cookie is Lax, for the platform sends the browser back with it.
 */
export interface BrowserBinding {
  /** The browser's value, made and set where it has none; renewed each time. */
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
