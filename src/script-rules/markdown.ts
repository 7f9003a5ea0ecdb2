import type { Observation } from './findings.ts';
import { fencesIn } from './syntax/markdown-fence.ts';
import type { SourceText } from './syntax/source-text.ts';

/** The finding where a script was given in a Markdown fence. */
export function fenceNote({ fence }: SourceText): Observation[] {
  if (!fence) return [];
  return [
    {
      code: 'markdown-fence',
      severity: 'auto-fixed',
      message: 'The script is in a Markdown fence, which is removed from what is sent.',
      fix: 'Give the script without the lines of ``` or ~~~.',
    },
  ];
}

const DEFINES_MAIN = /^[ \t]*(?:(?:async[ \t]+)?def[ \t]+main\b|function[ \t]+main\b|main[ \t]*\([ \t]*\))/m;
/** Without one of these the text is a script itself, whatever fences its strings contain. */
const NO_SCRIPT = new Set(['syntax-error', 'main-missing']);

/**
 * The finding for a Markdown text that contains a script: the other findings say that it has no main or does not compile,
 * and main is defined only inside a fence. Which part is meant is not guessed.
 */
export function markdownAround(text: string, found: readonly Observation[]): Observation | undefined {
  if (!found.some(({ code }) => NO_SCRIPT.has(code))) return undefined;
  const fences = fencesIn(text);
  const holder = fences.find(({ from, to }) => DEFINES_MAIN.test(text.slice(from, to)));
  if (!holder || DEFINES_MAIN.test(text.slice(0, holder.from))) return undefined;
  return {
    code: 'markdown-text',
    severity: 'error',
    offset: text.lastIndexOf('\n', holder.from - 2) + 1,
    message:
      'This is Markdown: the script is in the fence that begins here, with other text around it that no interpreter can run.',
    fix: 'Give only what is inside the fence.',
  };
}
