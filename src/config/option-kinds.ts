import { isAbsolute } from 'node:path';

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
  /** Its values, where they are words; an error names the nearest. */
  words?: readonly string[];
  /** Reads the variable's or flag's text; undefined where it is none of the values that it takes. */
  parse: Parse<T>;
  /** The parsed default. */
  fallback: T;
}

/** Plain functions, since each start waits for them: a library of schemas takes as long to load as Node itself. */
type Parse<T> = (given: string) => { value: T } | undefined;

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
  parse: (value) => ({ value }),
  fallback: given.default,
});

/** A token as it was copied: in quotes, or with the word before it that a header has. */
export const token = (given: Given): Option<string | undefined> => ({
  ...text(given),
  secret: true,
  parse: (value) => ({ value: bareToken(value) }),
});

/** What is copied along with a token and no token has: quotes, what ends a line of code, and what nobody sees. */
const AROUND_TOKEN =
  /^[\s"'`“”‘’«»\\\p{Default_Ignorable_Code_Point}]+|(?:\\[rn]|[\s"'`“”‘’«»\\,;\p{Default_Ignorable_Code_Point}])+$/gu;

/** Nothing is left of `Bearer ` alone, which then is no token. */
function bareToken(given: string): string | undefined {
  const bare = given
    .replace(AROUND_TOKEN, '')
    .replace(/^(?:export\s+)?[A-Z_]*TOKEN\s*=/, '')
    .replace(/^authorization\s*[:=]/i, '')
    .replace(/^(?:bearer|token)(?:\s+|$)/i, '');
  return bare === given ? bare || undefined : bareToken(bare);
}

/** The text without a pair of quotes around it, which Docker's and systemd's files of variables keep. */
export const unquoted = (given: string) => given.replace(/^(["'])(.*)\1$/s, '$2').trim();

/** A place for lines: `stderr`, `off`, or a file, named so that no working directory decides where it is. */
export const auditLog = (given: Given): Option<string | undefined> => ({
  ...given,
  kind: 'text',
  takes: 'stderr, off or the absolute path of a file',
  default: '',
  parse: (given) => {
    // Containers name the stream by its device, which is no file that lines could be appended to.
    if (/^(?:stderr|\/dev\/stderr|(?:\/dev|\/proc\/self)\/fd\/2)$/i.test(given)) return { value: 'stderr' };
    if (/^off$/i.test(given)) return { value: 'off' };
    return isAbsolute(given) ? { value: given } : undefined;
  },
  fallback: undefined,
});

export const fixedText = (given: Given & { default: string }): Option<string> => ({
  ...given,
  kind: 'text',
  takes: 'text',
  parse: (value) => ({ value }),
  fallback: given.default,
});

const parseUrl: Parse<string> = (given) =>
  URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)
    ? { value: withoutUserInfo(given).replace(/\/+$/, '') }
    : undefined;

/** Credentials in an address are never sent, so they must not show in links and messages either. */
export const withoutUserInfo = (url: string) => url.replace(/^(https?:[\\/]*)[^/\\?#]*@/i, '$1');

export const url = (given: Given): Option<string | undefined> => ({
  ...given,
  kind: 'url',
  takes: 'an http:// or https:// URL',
  default: '',
  parse: parseUrl,
  fallback: undefined,
});

/** What follows an API's own address where it was copied from its documentation or from a request. */
const BELOW_API = /\/(?:api\/v\d+|docs|redoc|swagger(?:-ui)?|openapi\.(?:json|ya?ml))(?:\/.*)?$/i;
/** What follows the web UI's address where it was copied from a browser. */
const BELOW_APP = /\/workspaces?(?:\/.*)?$/i;

/** An address without query and fragment, and without what follows at `below`. */
const parseBase =
  (below: RegExp): Parse<string> =>
  (given) => {
    const parsed = parseUrl(given);
    if (!parsed) return undefined;
    const { origin, pathname } = new URL(parsed.value);
    return { value: `${origin}${pathname.replace(below, '')}`.replace(/\/+$/, '') };
  };

/** The address of an API itself. */
export const apiUrl = (given: Given): Option<string | undefined> => ({
  ...url(given),
  parse: parseBase(BELOW_API),
});

/** The address of a web UI itself. */
export const appUrl = (given: Given): Option<string | undefined> => ({
  ...url(given),
  parse: parseBase(BELOW_APP),
});

/** The address of this server, made canonical: no user, no default port, no `/mcp` at its end. No query and no fragment. */
export const baseUrl = (given: Given): Option<string | undefined> => ({
  ...url(given),
  takes: 'an http:// or https:// URL without query and fragment',
  parse: (given) => {
    const parsed = parseUrl(given);
    if (!parsed) return undefined;
    const { origin, pathname, search, hash } = new URL(parsed.value);
    if (search + hash !== '') return undefined;
    const value = `${origin}${pathname}`
      .replace(/\/+$/, '')
      .replace(/\/mcp$/, '')
      .replace(/\/+$/, '');
    return { value };
  },
});

export const fixedUrl = (given: Given & { default: string }): Option<string> => ({
  ...given,
  kind: 'url',
  takes: 'an http:// or https:// URL',
  parse: parseBase(BELOW_API),
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
    parse: (given) => {
      const value = Number(given);
      const isRead = /^\d+(\.\d+)?$/.test(given) && (!whole || Number.isInteger(value));
      return isRead && value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER) ? { value } : undefined;
    },
    fallback: given.default,
  };
};

const TRUE = ['1', 'true', 'yes', 'on'];
const FALSE = ['0', 'false', 'no', 'off'];

export const flag = (given: Given & { default?: boolean }): Option<boolean> => ({
  ...given,
  kind: 'flag',
  takes: 'true or false (also 1/0, yes/no, on/off)',
  words: [...TRUE, ...FALSE].filter((word) => word.length > 1),
  default: String(given.default ?? false),
  parse: (given) => {
    const word = given.toLowerCase();
    return [...TRUE, ...FALSE].includes(word) ? { value: TRUE.includes(word) } : undefined;
  },
  fallback: given.default ?? false,
});

export const choice = <const T extends readonly [string, ...string[]]>(
  given: Given & { values: T; default: T[number]; synonyms?: Record<string, T[number]> },
): Option<T[number]> => {
  const { values, synonyms = {}, ...rest } = given;
  return {
    ...rest,
    kind: 'choice',
    takes: values.join(', ').replace(/, (\w+)$/, ' or $1'),
    words: values,
    parse: (given) => {
      const word = given.toLowerCase();
      const value = values.find((value) => value === (synonyms[word] ?? word));
      return value === undefined ? undefined : { value };
    },
    fallback: given.default,
  };
};

export const list = (given: Given & { takes: string; item: Parse<string> }): Option<readonly string[]> => {
  const { item, ...rest } = given;
  return {
    ...rest,
    kind: 'list',
    default: '',
    parse: (given) => {
      const parts = given.split(',').map((part) => part.trim());
      const items = parts.filter(Boolean).map((part) => item(part));
      return items.every((parsed) => parsed !== undefined)
        ? { value: items.map(({ value }) => value) }
        : undefined;
    },
    fallback: [],
  };
};

/** The name of a tool or toolset; whether there is one is for those to say who know them. */
export const nameInList: Parse<string> = (name) => ({ value: name.toLowerCase() });

/** A host name or address as a `Host` header has it; its port does not count. */
export const hostName: Parse<string> = (given) =>
  !given.includes('/') && URL.canParse(`http://${given}`)
    ? { value: new URL(`http://${given}`).hostname }
    : undefined;

/** An origin: of web pages, or of a desktop application such as `tauri://localhost`. */
export const origin: Parse<string> = (given) => {
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/?#@\s]+\/?$/i.test(given) || !URL.canParse(given)) return undefined;
  return { value: /^https?:/i.test(given) ? new URL(given).origin : given.toLowerCase().replace(/\/$/, '') };
};
