/** A call as prose shows it: `list_workspaces()`, or `name(parameter=JSON, …)`. */
export interface ToolCall {
  tool: string;
  args: Record<string, unknown>;
}

/** A value that the reader fills in, written in capitals without quotes: `rule_id=RULE_ID`. */
export class StandIn {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const START = /\b([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\(/g;

/** The calls in a piece of text, in order. Throws where one cannot be read. */
export function toolCalls(text: string): ToolCall[] {
  const calls: ToolCall[] = [];
  let end = 0;
  for (const match of text.matchAll(START)) {
    if (match.index < end) continue;
    const read = readArguments(text, match.index + match[0].length);
    calls.push({ tool: match[1]!, args: read.args });
    end = read.end;
  }
  return calls;
}

function readArguments(text: string, start: number): { args: Record<string, unknown>; end: number } {
  const args: Record<string, unknown> = {};
  let at = skipBlanks(text, start);
  while (text[at] !== ')') {
    const name = /^([a-z][a-z0-9_]*)\s*=\s*/.exec(text.slice(at));
    if (!name) throw new Error(`Expected parameter= in ${JSON.stringify(text.slice(start - 40, at + 20))}.`);
    const from = at + name[0].length;
    const to = valueEnd(text, from);
    args[name[1]!] = readValue(text.slice(from, to).trim());
    at = skipBlanks(text, text[to] === ',' ? to + 1 : to);
  }
  return { args, end: at + 1 };
}

/** Where the value that starts at `from` ends: at a comma or parenthesis outside of strings and brackets. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') at = stringEnd(text, at);
    else if ('[{('.includes(character)) depth += 1;
    else if (depth > 0 && ']})'.includes(character)) depth -= 1;
    else if (depth === 0 && ',)'.includes(character)) return at;
  }
  throw new Error(`The call is not closed: ${text.slice(from, from + 60)}`);
}

function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  throw new Error(`The text is not closed: ${text.slice(start, start + 60)}`);
}

function readValue(text: string): unknown {
  return /^[A-Z][A-Z0-9_]*$/.test(text) ? new StandIn(text) : JSON.parse(text);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at += 1;
  return at;
}
