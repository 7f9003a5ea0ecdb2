import { BOUNDS } from '../../config/bounds.ts';

/** Deeper nesting than any real JSON has, and than can be processed. */
export class TooDeep extends Error {}

/** `JSON.parse`, which throws `SyntaxError`, and `TooDeep` past the bound on depth. */
export function parseJsonText(text: string): unknown {
  if (isDeeperThan(text, BOUNDS.jsonDepth.limit)) {
    throw new TooDeep(`JSON of more than ${BOUNDS.jsonDepth.limit} levels`);
  }
  return JSON.parse(text);
}

const [QUOTE, BACKSLASH] = ['"'.charCodeAt(0), '\\'.charCodeAt(0)];
const [OPEN_LIST, CLOSE_LIST] = ['['.charCodeAt(0), ']'.charCodeAt(0)];
const [OPEN_OBJECT, CLOSE_OBJECT] = ['{'.charCodeAt(0), '}'.charCodeAt(0)];

/** Counts brackets outside of strings, without parsing: a parser could overflow the stack first. */
function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  let inText = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inText) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      if (depth > levels) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}
