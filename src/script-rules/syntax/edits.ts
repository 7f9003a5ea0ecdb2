/** Replaces the characters from `from` up to `to`. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Edits must be in order and must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}

/** Where an offset in the edited text was before the edits; inside a replacement, the start of what was replaced. */
export function offsetBefore(edits: readonly Edit[], offset: number): number {
  let removed = 0;
  for (const edit of edits) {
    const start = edit.from - removed;
    if (offset < start) break;
    if (offset < start + edit.text.length) return edit.from;
    removed += edit.to - edit.from - edit.text.length;
  }
  return offset + removed;
}
