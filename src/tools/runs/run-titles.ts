import type { RunRequest } from '../../platform/run-sessions.ts';

type Titles = string | readonly string[] | null | undefined;

/** The titles in a text that the platform has joined with `||`. */
export function splitTitles(titles: Titles): string[] {
  const parts = typeof titles === 'string' ? titles.split('||') : [...(titles ?? [])];
  return parts.map((title) => title.trim()).filter(Boolean);
}

/**
 * The titles in words. The runner tells them as the code has them, such as the literal `${TASK_TITLE}`; the platform has the
 * words of all that ran in `resolvedTaskTitles`. Where it is not clear which are whose, they stay as they are.
 */
export function titlesOf(run: RunRequest, titles: Titles): string[] {
  const told = [run.passedTitles, run.failedTitles, run.skippedTitles].flatMap(splitTitles);
  const words = splitTitles(run.resolvedTaskTitles).filter((title) => !told.includes(title));
  return splitTitles(titles).map((title) => {
    const [only, second] = words.filter((word) => fits(title, word));
    const rivals = told.filter((other) => only !== undefined && fits(other, only));
    return only !== undefined && second === undefined && rivals.length === 1 ? only : title;
  });
}

/** Whether a title with variables in it can come to these words. */
function fits(title: string, words: string): boolean {
  const [start = '', ...parts] = title.split(/\$\{[^}]*\}/);
  const end = parts.pop();
  if (end === undefined || !words.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = words.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return words.endsWith(end) && words.length - end.length >= at;
}
