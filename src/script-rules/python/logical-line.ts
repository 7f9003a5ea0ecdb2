const CLOSERS: Record<string, string> = { '(': ')', '[': ']', '{': '}' };
const STRING = /(?:'''(?:\\.|[^\\])*?'''|"""(?:\\.|[^\\])*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")/sy;

/**
 * Offset of the first of the characters `ends` that stands outside brackets and strings, or where the logical line
 * ends without one: at a line break, or at a bracket that was never opened.
 */
export function endOfHeader(text: string, from: number, ends: string): number {
  const open: string[] = [];
  for (let at = from; at < text.length; at++) {
    const char = text[at]!;
    if (open.length === 0 && (char === '\n' || ends.includes(char))) return at;
    if (char in CLOSERS) open.push(CLOSERS[char]!);
    else if (!')]}'.includes(char)) at = skipToken(text, at);
    else if (char !== open.pop()) return at;
  }
  return text.length;
}

/** Offset of the bracket that closes the one at `open`; the end of the text where none does. */
export function closingBracket(text: string, open: number): number {
  const expected: string[] = [];
  for (let at = open; at < text.length; at++) {
    const char = text[at]!;
    if (char in CLOSERS) expected.push(CLOSERS[char]!);
    else if (char === expected.at(-1)) expected.pop();
    else at = skipToken(text, at);
    if (expected.length === 0) return at;
  }
  return text.length;
}

/** Where matches of a sticky pattern end, outside brackets and strings. */
export function topLevelOffsets(text: string, from: number, to: number, pattern: RegExp): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = from; at < to; at++) {
    const char = text[at]!;
    if (char in CLOSERS) depth += 1;
    else if (')]}'.includes(char)) depth -= 1;
    pattern.lastIndex = at;
    if (depth === 0 && pattern.test(text)) found.push(pattern.lastIndex);
    at = skipToken(text, at);
  }
  return found;
}

/** Last offset of the string, comment or continuation that begins here; the offset itself where none does. */
function skipToken(text: string, at: number): number {
  const char = text[at];
  if (char === '\\') return at + 1;
  if (char === '#') {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end - 1;
  }
  if (char !== "'" && char !== '"') return at;
  STRING.lastIndex = at;
  return STRING.test(text) ? STRING.lastIndex - 1 : at;
}
