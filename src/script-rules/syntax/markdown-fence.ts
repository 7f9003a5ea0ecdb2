/** A block of code in Markdown; offsets are into the text around it. */
export interface Fence {
  /** First word of the opening line, in lower case; empty where there is none. */
  language: string;
  /** What its opening line begins with, where the lines inside begin with it, too: it is no part of them. */
  indent: string;
  /** The content, including the last line break. */
  from: number;
  to: number;
  isClosed: boolean;
}

/** Names after backquotes hold none. Any indentation is taken: of lists, of quotations, of a text pasted as it stood. */
const OPENING = /^([ \t]*)(`{3,}(?!.*`)|~{3,})[ \t]*([^\r\n]*)\r?$/;

interface Line {
  text: string;
  from: number;
  /** After its line break. */
  to: number;
}

/**
 * The fence around a whole text, with only blank lines outside. It may be left open, as Markdown allows. Only the last line
 * of the text closes it, so the script inside may write fences of its own.
 */
export function fenceAround(text: string): Fence | undefined {
  const start = text.search(/\S/);
  // For most texts the first character is enough to decide.
  if (start < 0 || !'`~'.includes(text[start]!)) return undefined;
  const lines = linesOf(text).filter((line) => line.text.trim() !== '');
  const opening = lines[0] && openingOf(lines[0]);
  if (!opening) return undefined;
  const last = lines.at(-1)!;
  const { language, mark } = opening;
  const from = lines[0]!.to;
  const indent = lines[1]?.text.startsWith(opening.indent) ? opening.indent : '';
  if (lines.length > 1 && closes(last, mark)) {
    return isSeveral(fencesIn(text)) ? undefined : { language, indent, from, to: last.from, isClosed: true };
  }
  if (lines.slice(1).some((line) => closes(line, mark))) return undefined;
  return { language, indent, from, to: text.length, isClosed: false };
}

/**
 * Whether there are several blocks, one after another, as Markdown counts them; fences that a script writes leave the last
 * one open or unnamed.
 */
function isSeveral(fences: readonly Fence[]): boolean {
  const last = fences.at(-1);
  return fences.length > 1 && last?.isClosed === true && last.language !== '';
}

/** The blocks of a Markdown text, in order. */
export function fencesIn(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: (Opening & { from: number }) | undefined;
  for (const line of linesOf(text)) {
    if (open && closes(line, open.mark)) {
      fences.push({ ...fenceOf(open), to: line.from, isClosed: true });
      open = undefined;
    } else if (!open) {
      const opening = openingOf(line);
      if (opening) open = { ...opening, from: line.to };
    }
  }
  if (!open) return fences;
  return [...fences, { ...fenceOf(open), to: text.length, isClosed: false }];
}

interface Opening {
  indent: string;
  mark: string;
  language: string;
}

const fenceOf = ({ language, indent, from }: Opening & { from: number }) => ({ language, indent, from });

function openingOf({ text }: Line): Opening | undefined {
  const match = OPENING.exec(text);
  if (!match) return undefined;
  const language = /^[{.]*([\w+#-]*)/.exec(match[3]!)?.[1] ?? '';
  return { indent: match[1]!, mark: match[2]!, language: language.toLowerCase() };
}

function closes({ text }: Line, mark: string): boolean {
  const match = /^[ \t]*(`{3,}|~{3,})\s*$/.exec(text)?.[1];
  return match !== undefined && match[0] === mark[0] && match.length >= mark.length;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const to = end < 0 ? text.length : end + 1;
    lines.push({ text: text.slice(from, end < 0 ? to : end), from, to });
    from = to;
  }
  return lines;
}
