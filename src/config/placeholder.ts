/** What clients, shells and pipelines pass on where they expand no variables, or have none: `${env:NAME}`, `$NAME`, `%NAME%`. */
const UNEXPANDED =
  /^(?:.*\$\{[^}]*\}.*|.*\{\{.*\}\}.*|\$\(.*\)|\$(?:env:)?[A-Z_][A-Z0-9_]*|\$[a-z_]\w{0,24}|%\w+%|\{env:\w+\}|#\{.*\}#?|__\w+__|undefined|null|None)$/s;

/** What documents have where a value of one's own belongs, as a whole. */
const OF_DOCUMENTS =
  /^(?:<[^<>]*>|YOUR[-_][A-Z0-9_-]+|your[-_ ](?:(?:runwhen|api|access|personal|default)[-_ ])*(?:token|workspace|label|key|secret)(?:[-_ ](?:here|name))?)$/;

/** The same as a part of an address. */
const IN_ADDRESS =
  /^https?:\/\/(?:.*<[^<>]+>|.*\$\{[^}]*\}|.*\{\{.*\}\}|.*\bYOUR[-_][A-Z]|[^/]*\byour[-_](?:domain|company|host)\b)/s;

/** Whether a value is what was to be replaced by one: then none is set. */
export function isPlaceholder(value: string): boolean {
  return [UNEXPANDED, OF_DOCUMENTS, IN_ADDRESS].some((form) => form.test(value));
}
