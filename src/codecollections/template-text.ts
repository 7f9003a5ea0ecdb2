import { COMMON_TEMPLATE_VARIABLES, PLATFORM_PROFILES, type PlatformName } from './platforms.ts';
import { innerText } from './yaml-text.ts';

/**
 * Prose without marks that Jinja would act on: a blank parts the two characters of each (`{{ x }}` becomes
 * `{ { x } }`). For texts that people read; doing it twice changes nothing.
 */
export function neutralise(text: string): string {
  return text.replace(/\{(?=[{%#])/g, '{ ').replace(/([}%#])(?=\})/g, '$1 ');
}

/** A double-quoted YAML scalar for a template, which after rendering reads back as exactly this text. */
export const templateText = (text: string): string => `"${inert(innerText(text))}"`;

/**
 * A double-quoted YAML scalar for a template, which after rendering reads back as the value: expressions over the
 * platform's own variables are filled in per resource, everything else comes out as it went in.
 */
export const templateScalar = (value: string, platform: PlatformName): string =>
  `"${fillIn(value, platform, JSON_STRING)}"`;

/** A YAML scalar for a template that renders to the JSON text of a flat object; its values are as above. */
export function templateJsonObject(values: Record<string, string>, platform: PlatformName): string {
  const members = Object.entries(values).map(
    ([name, value]) =>
      `"${inert(QUOTED_JSON_STRING.encode(name))}": "${fillIn(value, platform, QUOTED_JSON_STRING)}"`,
  );
  return `'{${members.join(', ')}}'`;
}

/** How a text is escaped between quotes: now, and by the filters that do the same when a template renders. */
interface Quoting {
  encode: (text: string) => string;
  filters: string;
}

/** Between the quotes of a JSON string, which are also those of a double-quoted YAML scalar. */
const JSON_STRING: Quoting = {
  encode: innerText,
  filters: String.raw`replace('\\', '\\\\') | replace('"', '\\"')`,
};

/** The same inside a single-quoted YAML scalar. */
const QUOTED_JSON_STRING: Quoting = {
  encode: (text) => innerText(text).replaceAll("'", "''"),
  filters: `${JSON_STRING.filters} | replace("'", "''")`,
};

/** The expressions in a value that are filled in per resource, and those that stay text. */
export function readExpressions(value: string, platform: PlatformName): { live: string[]; text: string[] } {
  const live = [...value.matchAll(expressionPattern(platform))].map(([written]) => written);
  const rest = value.replace(expressionPattern(platform), '');
  return { live, text: rest.match(/\{\{.*?\}\}/gs) ?? [] };
}

/** The path in an expression, without its braces and default. */
export function pathOf(expression: string): string {
  return expression.replaceAll(/^\{\{\s*|\s*\}\}$/g, '').replace(/\s*\|.*$/s, '');
}

function fillIn(value: string, platform: PlatformName, { encode, filters }: Quoting): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of value.matchAll(expressionPattern(platform))) {
    parts.push(inert(encode(value.slice(end, match.index))), `{{ ${match[1]} | ${filters} }}`);
    end = match.index + match[0].length;
  }
  return [...parts, inert(encode(value.slice(end)))].join('');
}

/** Text that Jinja renders to itself. A brace at the end could meet that of an expression. */
const inert = (encoded: string) => encoded.replace(/\{(?=[{%#]|$)|#(?=\})/g, "{{ '$&' }}");

/** `{{ … }}` around a path that starts with a variable of the platform, with or without a default text. */
function expressionPattern(platform: PlatformName): RegExp {
  const roots = [...COMMON_TEMPLATE_VARIABLES, ...PLATFORM_PROFILES[platform].templateVariables].join('|');
  const key = `(?:"[^"'{}\\\\\\n]*"|'[^"'{}\\\\\\n]*')`;
  const path = `(?:${roots})(?:\\.[A-Za-z]\\w*|\\[\\d+\\]|\\[${key}\\])*`;
  return new RegExp(`\\{\\{\\s*(${path}(?:\\s*\\|\\s*default\\(${key}\\))?)\\s*\\}\\}`, 'g');
}
