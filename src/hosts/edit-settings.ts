import { parse as parseToml, patch, stringify, TomlFormat } from '@decimalturn/toml-patch';
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import { InvalidArguments } from '../errors/request-errors.ts';
import type { HostForm } from './host-table.ts';

type Json = Record<string, unknown>;

/** What stands under the server's name now; undefined where nothing does. Throws where the text cannot be read. */
export function entryIn(form: HostForm, text: string, name: string): unknown {
  const path = [...form.keys, name];
  if (form.language === 'toml')
    return path.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], toml(text));
  const tree = json(text);
  const node = tree && findNodeAtLocation(tree, path);
  return node && getNodeValue(node);
}

/**
 * The text with the server's entry set, or taken out where `entry` is undefined, and nothing else changed: comments,
 * order and spacing stay. Throws `InvalidArguments` for a text that is not what the host itself could read.
 */
export function withEntry(form: HostForm, text: string, name: string, entry: object | undefined): string {
  if (form.language === 'toml') return withTomlEntry(form, text, name, entry);
  json(text);
  const blank = text.trim() === '';
  const edits = modify(blank ? '{}' : text, [...form.keys, name], entry, {
    formattingOptions: {
      insertSpaces: !/^\t/m.test(text),
      tabSize: indentOf(text),
      eol: /\r\n/.test(text) ? '\r\n' : '\n',
    },
  });
  const edited = applyEdits(blank ? '{}' : text, edits);
  return blank ? `${edited}\n` : edited;
}

function withTomlEntry(form: HostForm, text: string, name: string, entry: object | undefined): string {
  const { keys } = form;
  const whole = toml(text);
  const [section = ''] = keys;
  if (entry && entryIn(form, text, name) === undefined) {
    const appended = `${text}${/\S\s*$/.test(text) ? '\n' : ''}${tomlTable(section, name, entry)}`;
    // Not where the section is written as one value: a heading cannot add to that.
    if (isToml(appended)) return appended;
  }
  const { [name]: _, ...others } = (whole[section] ?? {}) as Json;
  const servers = entry === undefined ? others : { ...others, [name]: entry };
  const { [section]: __, ...rest } = whole;
  return patch(text, Object.keys(servers).length > 0 ? { ...whole, [section]: servers } : rest);
}

/** A server's table under a heading of its own, as people write it. */
export function tomlTable(section: string, name: string, entry: object): string {
  const format = new TomlFormat();
  format.inlineTableStart = 2;
  return stringify({ [section]: { [name]: entry } }, format).replace(`[${section}]\n\n`, '');
}

function isToml(text: string): boolean {
  try {
    parseToml(text);
    return true;
  } catch {
    return false;
  }
}

function toml(text: string): Json {
  try {
    return parseToml(text) as Json;
  } catch (error) {
    const [why] = (error as Error).message.split('\n');
    throw leftAsItIs(`The file is not valid TOML (${why}).`);
  }
}

function json(text: string) {
  if (text.trim() === '') return undefined;
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  if (tree && tree.type !== 'object') throw leftAsItIs('The file does not hold a JSON object.');
  if (errors.length > 0 || !tree) {
    const line = text.slice(0, errors[0]?.offset ?? 0).split('\n').length;
    throw leftAsItIs(`The file is not valid JSON (line ${line}).`);
  }
  return tree;
}

const leftAsItIs = (problem: string) =>
  new InvalidArguments(problem, {
    hint: 'It was left as it is. Fix it, or add the text that client-config prints by hand.',
  });

const indentOf = (text: string) => /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
