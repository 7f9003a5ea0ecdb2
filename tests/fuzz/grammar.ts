/** Numbers from 0 up to 1, the same row for the same seed (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface PublishedTool {
  name: string;
  inputSchema: { properties?: Record<string, { type?: string; enum?: unknown[] }> };
}

/** Tools that start something: they are not led to a workspace that exists. */
const STARTS = /^(run_|workspace_chat)/;
/** Writes files where it is told to. */
const LEFT_OUT = new Set(['output_dir']);

const TEXTS = [
  '',
  ' ',
  'checkout-prod',
  'checkout-api-pods',
  '..',
  '/dev/zero',
  '/proc/kmsg',
  '/',
  '~',
  'null',
  '{"a":1}',
  '["x"]',
  '0 0 * * *',
  'def main():\n    return []\n',
  'main() {\n  echo "[]" >&3\n}\n',
  '```bash\nx\n```',
  '\u0000',
  '\ud800',
  '\u202e\u{e0041}',
  '${TOKEN}',
  "' OR 1=1 --",
  'https://u:p@127.0.0.1:1/x?y#z',
  'javascript:x',
  'runwhen-skill://x/references/../../etc',
  'x'.repeat(300),
  '2026-01-01T00:00:00Z',
];
const NUMBERS = [0, -1, 1, 5, 1.5, 1e308, -0, 2 ** 53, 4_294_967_296];
const KEYS = ['a', '__proto__', 'constructor', 'toString', '', 'name', 'x y', 'length'];
const METHODS = [
  'ping',
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'server/discover',
  'skills/list',
  'roots/list',
  'sampling/createMessage',
  'elicitation/create',
  'subscriptions/listen',
  'tools/',
  '',
  '__proto__',
  'initialize',
];
const NOTIFICATIONS = [
  'notifications/cancelled',
  'notifications/progress',
  'notifications/initialized',
  'notifications/roots/list_changed',
  'notifications/x',
];

/** Makes lines for a server's input: messages that are right, nearly right, and no messages at all. */
export function createGrammar(random: Random, tools: readonly PublishedTool[]) {
  const one = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const whole = (below: number) => Math.floor(random() * below);

  const value = (depth = 0): unknown => {
    const kind = whole(depth > 2 ? 5 : 8);
    if (kind < 2) return one(TEXTS);
    if (kind === 2) return one(NUMBERS);
    if (kind === 3) return random() < 0.5;
    if (kind === 4) return null;
    if (kind === 5) return Array.from({ length: whole(4) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: whole(4) }, () => [one(KEYS), value(depth + 1)]));
  };
  const typed = ({ type, enum: values }: { type?: string; enum?: unknown[] }): unknown => {
    if (random() < 0.25) return value();
    if (values) return one(values);
    if (type === 'string') return one(TEXTS);
    if (type === 'number' || type === 'integer') return one(NUMBERS);
    if (type === 'boolean') return random() < 0.5;
    return type === 'array' ? [value(), value()] : { [one(KEYS)]: value() };
  };
  const call = () => {
    const tool = one(tools);
    const properties = Object.entries(tool.inputSchema.properties ?? {}).filter(
      ([name]) => !LEFT_OUT.has(name),
    );
    const given = properties.filter(() => random() < 0.7).map(([name, schema]) => [name, typed(schema)]);
    const args = Object.fromEntries(given) as Record<string, unknown>;
    if ('workspace_name' in (tool.inputSchema.properties ?? {}) && random() < 0.8) {
      args.workspace_name = STARTS.test(tool.name) ? 'no-such-workspace' : 'checkout-prod';
    }
    if (STARTS.test(tool.name) && args.workspace_name === 'checkout-prod') delete args.workspace_name;
    if (random() < 0.1) args[one(KEYS)] = value();
    const shape = random();
    if (shape < 0.05) return { name: tool.name, arguments: value() };
    return shape < 0.08 ? { name: value(), arguments: args } : { name: tool.name, arguments: args };
  };
  const id = (next: number) =>
    random() < 0.9 ? next : one([null, 1.5, 'x', -1, 2 ** 53 + 2, {}, [], true, '']);
  const params = (method: string) => {
    if (method === 'resources/read' && random() < 0.7) return { uri: one([...TEXTS, 'runwhen-skill://x']) };
    return random() < 0.5 ? value() : undefined;
  };
  const message = (next: number): unknown => {
    const kind = random();
    if (kind < 0.6) return { jsonrpc: '2.0', id: id(next), method: 'tools/call', params: call() };
    if (kind < 0.8) {
      const method = one(METHODS);
      return { jsonrpc: '2.0', id: id(next), method, params: params(method) };
    }
    if (kind < 0.87) {
      const requestId = next - whole(40);
      return { jsonrpc: '2.0', method: one(NOTIFICATIONS), params: random() < 0.7 ? { requestId } : value() };
    }
    if (kind < 0.92) return { jsonrpc: '2.0', id: id(next), [one(['result', 'error'])]: value() };
    return kind < 0.96 ? { ...(value() as object), jsonrpc: one(['2.0', '1.0', 2]) } : value();
  };

  /** One line without its end; `next` is an id that no message had yet. */
  return (next: number): Buffer => {
    const whole_ = () => JSON.stringify(message(next)) ?? 'undefined';
    const kind = random();
    if (kind < 0.85) return Buffer.from(whole_());
    if (kind < 0.88) return Buffer.from(`[${Array.from({ length: whole(4) }, whole_).join(',')}]`);
    if (kind < 0.91) return Buffer.from(whole_()).subarray(0, whole(80));
    if (kind < 0.93) return Buffer.from(`\ufeff  ${whole_()}\r`);
    if (kind < 0.95) return Buffer.from('['.repeat(1 + whole(5_000)));
    const bytes = Buffer.from(whole_());
    // Not a line feed, which would make two lines of it.
    if (bytes.length > 0) bytes[whole(bytes.length)] = 0x80 + whole(0x80);
    return bytes;
  };
}
