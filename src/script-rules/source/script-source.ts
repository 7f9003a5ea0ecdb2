import { homedir } from 'node:os';
import { join } from 'node:path';
import { InvalidArguments, Refused } from '../../errors/request-errors.ts';
import { readFileWhole, UnreadableFile } from '../../files/read-file.ts';
import { type DecodeOptions, decodeBase64Script, decodeGzipScript, decodeUtf8 } from './decoding.ts';

/** The ways to pass a script: exactly one is used. */
export interface ScriptSources {
  script?: string | undefined;
  script_path?: string | undefined;
  script_base64?: string | undefined;
  script_gzip_base64?: string | undefined;
  script_base64_path?: string | undefined;
}
export type SourceName = keyof ScriptSources;

export interface SourceOptions {
  /** Files are read over stdio only: a shared server must not read its own disk for callers. */
  transport: 'stdio' | 'http';
  hardBytes: number;
  /** Prefix of the parameters' names in messages. */
  prefix?: 'sli_';
}

const SOURCES: readonly SourceName[] = [
  'script',
  'script_path',
  'script_base64',
  'script_gzip_base64',
  'script_base64_path',
];
/** No script file is larger, even before blanks are stripped. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Names of the sources that are not empty. */
export function givenSources(sources: ScriptSources): SourceName[] {
  return SOURCES.filter((name) => (sources[name] ?? '') !== '');
}

/** The script's text from the one source that is given. Throws `InvalidArguments` or `Refused`. */
export async function readScript(sources: ScriptSources, options: SourceOptions): Promise<string> {
  const { prefix = '', transport, hardBytes } = options;
  const given = givenSources(sources);
  const [name] = given;
  if (!name || given.length > 1) throw notOneSource(given, prefix);
  const parameter = `${prefix}${name}`;
  if (name.endsWith('_path') && transport === 'http') throw noFiles(parameter, prefix, name);
  const value = sources[name]!;
  const decode: DecodeOptions = { parameter, hardBytes };
  switch (name) {
    case 'script':
      return value;
    case 'script_base64':
      return decodeBase64Script(value, decode);
    case 'script_gzip_base64':
      return decodeGzipScript(value, decode);
    case 'script_path':
      return decodeUtf8(await readFile(value, parameter), decode);
    case 'script_base64_path':
      return decodeBase64Script(unwrapped(decodeUtf8(await readFile(value, parameter), decode)), decode);
  }
}

/** `base64` breaks its output into lines; in a file they carry no meaning. */
function unwrapped(text: string): string {
  return text.replaceAll(/\r?\n/g, '');
}

async function readFile(given: string, parameter: string): Promise<Buffer> {
  const path = given === '~' || given.startsWith('~/') ? join(homedir(), given.slice(1)) : given;
  try {
    return await readFileWhole(path, MAX_FILE_BYTES);
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    throw new InvalidArguments(`${parameter}: ${given} ${cause.why}.`, {
      hint: 'Give the path of the script itself; relative paths start where the server was started.',
      cause,
    });
  }
}

function notOneSource(given: readonly SourceName[], prefix: string): InvalidArguments {
  const names = SOURCES.map((name) => `${prefix}${name}`).join(', ');
  const found =
    given.length === 0 ? 'none is' : `${given.map((name) => `${prefix}${name}`).join(' and ')} are`;
  return new InvalidArguments(`Exactly one source of the script must be given; ${found}.`, {
    hint: `Give one of ${names}.`,
    detail: { given: given.map((name) => `${prefix}${name}`) },
  });
}

function noFiles(parameter: string, prefix: string, name: SourceName): Refused {
  const others =
    name === 'script_path'
      ? `${prefix}script_gzip_base64`
      : `${prefix}script_gzip_base64 or ${prefix}script_base64`;
  return new Refused(`${parameter} is not supported in HTTP mode: the server does not read files.`, {
    hint: `Send the script itself, best as ${others}.`,
  });
}
