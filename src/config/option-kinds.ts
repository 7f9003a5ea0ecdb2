import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** One option of the server: everything that flags, `.env.example`, help and the README table say about it. */
export interface Option<T = unknown> {
  /** Environment variable. */
  variable: string;
  /** Command-line flag without dashes, where it has one; flags win over variables. */
  flag?: string;
  section: OptionSection;
  /** One or two plain sentences. */
  help: string;
  /** The values it takes, as an error and the help name them. */
  takes: string;
  /** What is used when nothing is given, as text for the documents; empty when there is no default. */
  default: string;
  secret?: true;
  /** True for what keeps something from happening: a value that cannot be read is refused, never taken as the default. */
  guards?: true;
  /** What its value is. */
  kind: OptionKind;
  /** Makes the schema of the variable's or flag's text; asked for only where one is given. */
  schema: () => z.ZodType<T, string>;
  /** The parsed default. */
  fallback: T;
}

export type OptionKind = 'text' | 'url' | 'number' | 'flag' | 'choice' | 'list';

export type OptionSection =
  | 'Platform'
  | 'Server'
  | 'Project files'
  | 'Scripts and runs'
  | 'Code bundles'
  | 'Sandbox'
  | 'HTTP server';

type Given = Pick<Option, 'variable' | 'section' | 'help'> & { flag?: string; secret?: true; guards?: true };

export const text = (given: Given & { default?: string }): Option<string | undefined> => ({
  ...given,
  kind: 'text',
  takes: 'text',
  default: given.default ?? '',
  schema: () => z.string(),
  fallback: given.default,
});

/** A token as it was copied: in quotes, or with the word before it that a header has. */
export const token = (given: Given): Option<string | undefined> => ({
  ...text(given),
  secret: true,
  schema: () => z.string().transform(bareToken),
});

/** Nothing is left of `Bearer ` alone, which then is no token. */
function bareToken(given: string): string | undefined {
  const bare = given
    .replace(/^(["'`])(.*)\1$/s, '$2')
    .replace(/^[“‘](.*)[”’]$/s, '$1')
    .replace(/^authorization\s*[:=]/i, '')
    .replace(/^(?:bearer|token)(?:\s+|$)/i, '')
    .trim();
  return bare === given ? bare || undefined : bareToken(bare);
}

/** A place for lines: `stderr`, `off`, or a file, named so that no working directory decides where it is. */
export const auditLog = (given: Given): Option<string | undefined> => ({
  ...given,
  kind: 'text',
  takes: 'stderr, off or the absolute path of a file',
  default: '',
  schema: () =>
    z
      .string()
      .transform((value) => (/^(stderr|off)$/i.test(value) ? value.toLowerCase() : value))
      .refine((value) => value === 'stderr' || value === 'off' || isAbsolute(value)),
  fallback: undefined,
});

export const fixedText = (given: Given & { default: string }): Option<string> => ({
  ...given,
  kind: 'text',
  takes: 'text',
  schema: () => z.string(),
  fallback: given.default,
});

const urlText = () =>
  z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))
    .transform((value) => withoutUserInfo(value).replace(/\/+$/, ''));

/** Credentials in an address are never sent, so they must not show in links and messages either. */
export const withoutUserInfo = (url: string) => url.replace(/^(https?:[\\/]*)[^/\\?#]*@/i, '$1');

export const url = (given: Given): Option<string | undefined> => ({
  ...given,
  kind: 'url',
  takes: 'an http:// or https:// URL',
  default: '',
  schema: urlText,
  fallback: undefined,
});

/** The address of an API itself: copied from its documentation or from a request, it is taken without what follows. */
export const apiUrl = (given: Given): Option<string | undefined> => ({
  ...url(given),
  schema: () =>
    urlText().transform((value) => {
      const { origin, pathname } = new URL(value);
      return `${origin}${pathname.replace(BELOW_API, '')}`.replace(/\/+$/, '');
    }),
});

const BELOW_API = /\/(?:api\/v\d+|docs|redoc|swagger(?:-ui)?|openapi\.(?:json|ya?ml))(?:\/.*)?$/i;

/** The address of this server, made canonical: no user, no default port, no `/mcp` at its end. No query and no fragment. */
export const baseUrl = (given: Given): Option<string | undefined> => ({
  ...url(given),
  takes: 'an http:// or https:// URL without query and fragment',
  schema: () =>
    urlText()
      .refine((value) => {
        const { search, hash } = new URL(value);
        return search + hash === '';
      })
      .transform((value) => {
        const { origin, pathname } = new URL(value);
        return `${origin}${pathname}`
          .replace(/\/+$/, '')
          .replace(/\/mcp$/, '')
          .replace(/\/+$/, '');
      }),
});

export const fixedUrl = (given: Given & { default: string }): Option<string> => ({
  ...given,
  kind: 'url',
  takes: 'an http:// or https:// URL',
  schema: urlText,
  fallback: given.default,
});

export const number = (
  given: Given & { default: number; min: number; max?: number; whole?: boolean; unit?: string },
): Option<number> => {
  const { min, max, whole, unit, ...rest } = given;
  const range = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  return {
    ...rest,
    kind: 'number',
    takes: `a ${whole ? 'whole ' : ''}number ${range}${unit ? ` (${unit})` : ''}`,
    default: String(given.default),
    schema: () =>
      z
        .string()
        .regex(/^\d+(\.\d+)?$/)
        .transform(Number)
        .pipe(
          z
            .number()
            .min(min)
            .max(max ?? Number.MAX_SAFE_INTEGER),
        )
        .refine((value) => !whole || Number.isInteger(value)),
    fallback: given.default,
  };
};

const TRUE = ['1', 'true', 'yes', 'on'];
const FALSE = ['0', 'false', 'no', 'off'];

export const flag = (given: Given & { default?: boolean }): Option<boolean> => ({
  ...given,
  kind: 'flag',
  takes: 'true or false (also 1/0, yes/no, on/off)',
  default: String(given.default ?? false),
  schema: () =>
    z
      .string()
      .transform((value) => value.toLowerCase())
      .pipe(z.enum([...TRUE, ...FALSE]))
      .transform((value) => TRUE.includes(value)),
  fallback: given.default ?? false,
});

export const choice = <const T extends readonly [string, ...string[]]>(
  given: Given & { values: T; default: T[number]; synonyms?: Record<string, T[number]> },
): Option<T[number]> => {
  const { values, synonyms = {}, ...rest } = given;
  return {
    ...rest,
    kind: 'choice',
    takes: values.join(' or '),
    schema: () =>
      z
        .string()
        .transform((value) => value.toLowerCase())
        .transform((value) => synonyms[value] ?? value)
        .pipe(z.enum(values)),
    fallback: given.default,
  };
};

export const list = (
  given: Given & { takes: string; item: () => z.ZodType<string, string> },
): Option<readonly string[]> => {
  const { item, ...rest } = given;
  return {
    ...rest,
    kind: 'list',
    default: '',
    schema: () =>
      z
        .string()
        .transform((value) =>
          value
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean),
        )
        .pipe(z.array(item())),
    fallback: [],
  };
};

/** The name of a tool or toolset; whether there is one is for those to say who know them. */
export const nameInList = () => z.string().transform((name) => name.toLowerCase());

/** A host name or address as a `Host` header has it; its port does not count. */
export const hostName = () =>
  z
    .string()
    .refine((value) => !value.includes('/') && URL.canParse(`http://${value}`))
    .transform((value) => new URL(`http://${value}`).hostname);

/** An origin: of web pages, or of a desktop application such as `tauri://localhost`. */
export const origin = () =>
  z
    .string()
    .refine((value) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+\/?$/i.test(value) && URL.canParse(value))
    .transform((value) =>
      /^https?:/i.test(value) ? new URL(value).origin : value.toLowerCase().replace(/\/$/, ''),
    );
