import { bashEnding } from './bash/ending.ts';
import { parseBash } from './bash/parse.ts';
import { pythonEnding } from './python/ending.ts';
import { parsePython } from './python/parse.ts';
import type { ScriptEnding, ScriptToEnd } from './script-ending.ts';

/** Reads how a script may end, without running it. Never throws, whatever the text. */
export async function readEnding({ script, interpreter }: ScriptToEnd): Promise<ScriptEnding> {
  const text = script.replaceAll('\r\n', '\n');
  return interpreter === 'python' ? pythonEnding(parsePython(text)) : bashEnding(await parseBash(text));
}
