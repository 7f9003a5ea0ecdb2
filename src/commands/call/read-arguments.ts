import { InvalidArguments } from '../../errors/request-errors.ts';
import { repeatedKeyOf } from '../../json/python-literal.ts';
import type { InputSchema } from '../../tool-kit/published-tool.ts';
import { type Format, formatOf } from '../terminal/print.ts';
import { readGivenFile } from './read-given-file.ts';

type Json = Record<string, unknown>;

/** The meaning of the words after a tool's name. */
export interface Asked {
  /** Values as given, mostly texts; checked against the schema when the tool is called. */
  args: Json;
  format: Format;
  /** True where only the tool's help is wanted. */
  help: boolean;
  /** True where the user has already agreed to what the call deletes or replaces. */
  yes: boolean;
}

const FORMS = 'Give arguments as --severity 1, as severity=1, or all together as --json \'{"severity": 1}\'.';

/**
 * Reads `--name value`, `--name=value`, `--switch`, `--no-switch`, `name=value` and `--json OBJECT`, in any order; a value
 * `@file` is read from that file, `@-` from standard input, and `@@x` is the text `@x`. Single values override those of
 * `--json`; a list's flag may be repeated. Throws `InvalidArguments`.
 */
export async function readArguments(schema: InputSchema, words: readonly string[]): Promise<Asked> {
  const single: Json = {};
  let whole: Json = {};
  let format: string | undefined;
  let help = false;
  let yes = false;
  const rest = [...words];
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (word === '--') continue;
    if (word === '--help' || word === '-h') {
      help = true;
      continue;
    }
    if (word === '--yes' || word === '-y') {
      yes = true;
      continue;
    }
    const { flag, name, value } = split(word);
    if (flag && name === 'json')
      whole = { ...whole, ...parseObject(await read(value ?? next(rest, '--json'))) };
    else if (flag && name === 'format') format = value ?? next(rest, '--format');
    else if (flag) await addFlag(single, schema, name, value, rest);
    else add(single, schema, name, await read(value!));
  }
  return { args: { ...whole, ...single }, format: formatOf(format), help, yes };
}

function split(word: string): { flag: boolean; name: string; value: string | undefined } {
  const flag = /^--([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word);
  if (flag) return { flag: true, name: flag[1]!, value: flag[2] };
  const pair = /^([A-Za-z][\w-]*)=(.*)$/s.exec(word);
  if (pair) return { flag: false, name: pair[1]!, value: pair[2]! };
  throw notUnderstood(word);
}

function notUnderstood(word: string): InvalidArguments {
  const shown = JSON.stringify(word.length > 60 ? `${word.slice(0, 59)}…` : word);
  if (word.trimStart().startsWith('{'))
    return new InvalidArguments(`${shown} is JSON without --json before it.`, { hint: FORMS });
  if (/^-\w/.test(word))
    return new InvalidArguments(`${shown} is not an argument: tools have no one-letter flags.`, {
      hint: FORMS,
    });
  return new InvalidArguments(`${shown} is a value without a name: neither key=value nor --key value.`, {
    hint: FORMS,
  });
}

/** A switch needs no value, and `--no-…` turns it off; any other flag takes the next word. */
async function addFlag(
  args: Json,
  schema: InputSchema,
  given: string,
  value: string | undefined,
  rest: string[],
) {
  const name = given.replaceAll('-', '_');
  const off = /^no_/.test(name) && isSwitch(schema, name.slice(3));
  if (off && value === undefined) return add(args, schema, name.slice(3), false);
  if (value !== undefined) return add(args, schema, name, await read(value));
  if (isSwitch(schema, name)) {
    const said = /^(true|false)$/i.test(rest[0] ?? '') ? rest.shift()! : true;
    return add(args, schema, name, said);
  }
  // An unknown name is reported as such, whatever follows it.
  if (!(name in schema.properties) && (rest[0] === undefined || rest[0].startsWith('--')))
    return add(args, schema, name, true);
  add(args, schema, name, await read(next(rest, `--${given}`)));
}

function add(args: Json, schema: InputSchema, given: string, value: unknown): void {
  const name = given.replaceAll('-', '_');
  if (!(name in args)) args[name] = value;
  else if (schema.properties[name]?.type === 'array') args[name] = [...[args[name]].flat(), value];
  else
    throw new InvalidArguments(`${name} is given twice.`, {
      hint: 'Give it once; only lists may be repeated.',
    });
}

const isSwitch = (schema: InputSchema, name: string) => schema.properties[name]?.type === 'boolean';

function next(rest: string[], flag: string): string {
  const value = rest.shift();
  if (value !== undefined && !/^--[a-z]/.test(value)) return value;
  throw new InvalidArguments(`${flag} has no value.`, {
    hint: `Write ${flag} VALUE. A value that begins with -- is written ${flag}=VALUE.`,
  });
}

function parseObject(text: string): Json {
  const shape = { hint: 'For example: --json \'{"severity": 1}\', or --json @arguments.json.' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InvalidArguments(`The value of --json is not JSON: ${(error as Error).message}.`, shape);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidArguments('The value of --json is not a JSON object.', shape);
  const twice = repeatedKeyOf(text);
  if (twice === undefined) return value as Json;
  throw new InvalidArguments(`The value of --json has ${twice} twice, with different values.`, {
    hint: `Give ${twice} once.`,
  });
}

async function read(value: string): Promise<string> {
  if (!value.startsWith('@')) return value;
  return value.startsWith('@@') ? value.slice(1) : readGivenFile(value.slice(1));
}
