import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const FOLDERS = ['skills', 'rules', 'agents', 'docs'];
const SINGLE = [
  'AGENTS.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'README.md',
  '.github/SECURITY.md',
  '.github/copilot-instructions.md',
];
const PROSE = /\.(md|mdc|md\.template|md\.example)$/;

/** One block between two lines of three backticks. */
export interface Fence {
  language: string;
  text: string;
  /** Line of the opening fence, from 1. */
  line: number;
}

export interface Span {
  text: string;
  line: number;
}

export interface ProseDocument {
  /** Path from the repository's root, with `/`. */
  path: string;
  text: string;
  fences: Fence[];
  /** Inline code outside of fences. */
  code: Span[];
  /** Targets of `[text](target)` outside of fences. */
  links: Span[];
  /** Anchors of the headings, as GitHub makes them. */
  anchors: string[];
}

/** Every document of prose that ships or guides, parsed. */
export function proseDocuments(): ProseDocument[] {
  const listed = FOLDERS.flatMap((folder) => filesBelow(folder)).filter((path) => PROSE.test(path));
  const single = SINGLE.filter((path) => existsSync(join(ROOT, path)));
  return [...single, ...listed].map(readDocument);
}

/** Files below a folder of the repository, links not followed, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The values between the two lines of `---` at a document's start. Throws where there are none. */
export function frontMatter(path: string): Record<string, unknown> {
  const fenced = /^---\n([\s\S]*?)\n---\n/.exec(readText(path));
  if (!fenced) throw new Error(`${path} has no front matter.`);
  return parse(fenced[1]!) as Record<string, unknown>;
}

function readDocument(path: string): ProseDocument {
  const text = readText(path);
  const { fences, prose } = splitFences(text);
  const lines = prose.split('\n');
  return {
    path,
    text,
    fences,
    code: spans(lines, /`([^`]+)`/g),
    links: spans(
      lines.map((line) => line.replace(/`[^`]*`/g, '``')),
      /\]\(([^)\s]+)\)/g,
    ),
    anchors: lines.filter((line) => /^#{1,6} /.test(line)).map(anchorOf),
  };
}

/** Fences are blanked out of the prose, so that line numbers stay. */
function splitFences(text: string): { fences: Fence[]; prose: string } {
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { indent: number; language: string; line: number; lines: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    const mark = /^( *)```(\S*)\s*$/.exec(line);
    if (open && mark && !mark[2]) {
      fences.push({ language: open.language, line: open.line, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    } else if (open) open.lines.push(line.slice(open.indent));
    else if (mark) open = { indent: mark[1]!.length, language: mark[2]!, line: index + 1, lines: [] };
    prose.push(open || mark ? '' : line);
  });
  if (open) throw new Error(`The fence of line ${open.line} is not closed.`);
  return { fences, prose: prose.join('\n') };
}

function spans(lines: string[], pattern: RegExp): Span[] {
  return lines.flatMap((line, index) =>
    [...line.matchAll(pattern)].map((match) => ({ text: match[1]!, line: index + 1 })),
  );
}

function anchorOf(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
