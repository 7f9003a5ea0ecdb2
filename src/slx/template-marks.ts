import { Refused } from '../errors/request-errors.ts';

const MARK = /\$\{\{|[$@&%]\{/;

const REASONS: Record<string, string> = {
  '${{': 'the runner would execute it as Python',
  '%{': 'the runner puts a backslash before it, which breaks the JSON that carries the values',
};
const UNKNOWN_VARIABLE =
  'the runner takes it for a variable of its template engine, finds none, and never starts the script';

/** The first thing in a text that the runner's template engine would act on; undefined where there is none. */
function templateMark(text: string): { mark: string; reason: string } | undefined {
  const mark = MARK.exec(text)?.[0];
  return mark === undefined ? undefined : { mark, reason: REASONS[mark] ?? UNKNOWN_VARIABLE };
}

/** A task's title is read before any variable exists, so it must be plain text. Throws `Refused`. */
export function checkTaskTitle(title: string): void {
  const found = templateMark(title);
  if (!found) return;
  throw new Refused(`task_title holds ${found.mark}: ${found.reason}.`, {
    hint: 'Write the title as plain text; a dollar sign without a brace is fine.',
    detail: { field: 'task_title' },
  });
}

/** Names and values of a script's variables. Throws `Refused` for the first that would not arrive. */
export function checkVariables(field: string, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const found = templateMark(name) ?? templateMark(value);
    if (found) {
      throw new Refused(`${field}.${name} holds ${found.mark}: ${found.reason}.`, {
        hint: 'Build the text inside the script instead, or pass it in parts.',
        detail: { field, name },
      });
    }
    if (name === '' || name.includes('=') || name.includes('\0') || value.includes('\0')) {
      throw new Refused(`${field}: ${JSON.stringify(name)} cannot be an environment variable.`, {
        hint: 'Use letters, digits and underscores for the name, and no NUL character.',
        detail: { field, name },
      });
    }
  }
}
