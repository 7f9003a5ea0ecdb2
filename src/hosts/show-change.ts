const CONTEXT = 3;

/** What changes from one text to another, as lines that begin with -, + or a blank. */
export function showChange(before: string, after: string): string {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end))
    end += 1;
  const prefixed = (mark: string, lines: string[]) => lines.map((line) => `${mark} ${line}`.trimEnd());
  return [
    ...prefixed(' ', old.slice(Math.max(0, start - CONTEXT), start)),
    ...prefixed('-', old.slice(start, old.length - end)),
    ...prefixed('+', now.slice(start, now.length - end)),
    ...prefixed(' ', old.slice(old.length - end, old.length - end + CONTEXT)),
  ].join('\n');
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));
