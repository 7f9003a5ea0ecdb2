/** A posted body, which may be a batch, with `arguments: null` of tool calls removed: some clients write it for none. */
export function withoutNullArguments(body: unknown): unknown {
  return Array.isArray(body) ? body.map(withoutNull) : withoutNull(body);
}

function withoutNull(body: unknown): unknown {
  const message = body as { method?: unknown; params?: { arguments?: unknown } } | null;
  if (message?.method !== 'tools/call' || message.params?.arguments !== null) return body;
  const { arguments: _, ...params } = message.params;
  return { ...message, params };
}
