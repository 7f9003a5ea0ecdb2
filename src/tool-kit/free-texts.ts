/**
 * Parameters whose texts people write for people, the assistant or a machine: taken letter by letter, since `null` or a
 * quote may be meant. Every other text names something, and is read as a name.
 */
export const FREE_TEXTS: ReadonlySet<string> = new Set([
  'abstract_entities',
  'alias',
  'command_content',
  'comment',
  'content',
  'description',
  'display_name',
  'filter_stop_words',
  'message',
  'query',
  'rule_content',
  'script',
  'search',
  'sli_description',
  'sli_script',
  'statement',
  'task_title',
  'title',
]);
