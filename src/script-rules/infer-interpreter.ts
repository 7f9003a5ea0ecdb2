import type { Interpreter } from './script-kind.ts';
import { readSourceText } from './syntax/source-text.ts';

const FENCE_WORDS: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ['bash', 'bash'],
  ['py', 'python'],
  ['python', 'python'],
  ['python3', 'python'],
  ['sh', 'bash'],
  ['shell', 'bash'],
]);

/** What only a shell has at the start of a line. */
const BASH_LINE = oneOf(
  String.raw`(?:function[ \t]+)?[\w:.-]+[ \t]*\([ \t]*\)(?:[ \t]*\{|[ \t]+\(|[ \t]*(?:#.*)?\n\s*\{)`,
  String.raw`function[ \t]+[\w:.-]+`,
  String.raw`(?:set|shopt)[ \t]+[-+]`,
  String.raw`(?:trap|export|readonly|declare|typeset|local|source|alias|unset|echo|printf|cat|command|exec|eval|cd|mapfile|read)[ \t]+[^\s=(.,:)]`,
  String.raw`\.[ \t]+\S`,
  String.raw`(?:\[\[?|\{|!)[ \t]`,
  String.raw`\(\(`,
  String.raw`(?:if|elif|while|until|for|select)[ \t].*;[ \t]*(?:then|do)\b`,
  String.raw`(?:then|do|fi|done|esac|else)[ \t]*(?:[;&|>].*)?$`,
  String.raw`case[ \t].*[ \t]in[ \t]*$`,
  String.raw`[a-z_]\w*(?:\[[^\]\n]*\])?\+?="?[$\x60]`,
  // A command with options.
  String.raw`[\w./-]+(?:[ \t]+[\w./:=-]+){0,8}[ \t]+--?[a-z]`,
);

/** What only Python has at the start of a line. */
const PYTHON_LINE = oneOf(
  String.raw`(?:async[ \t]+)?def[ \t]+\w+[ \t]*[([]`,
  String.raw`class[ \t]+\w+[ \t]*[(:[]`,
  String.raw`import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?[ \t]*(?:[,;#]|$)`,
  String.raw`from[ \t]+[\w.]+[ \t]+import\b`,
  String.raw`@[a-z_]\w*`,
  `[rbuft]{0,2}(?:"""|''')`,
  String.raw`[a-z_][\w.]*(?:[ \t]*:[ \t]*[\w.[\], |"']+)?[ \t]+=[ \t]`,
  String.raw`[a-z_]\w*[ \t]*=[ \t]*lambda\b`,
  String.raw`(?:print|exit|sys\.exit)\(`,
  String.raw`(?:if|elif|while|for|with|async[ \t]+(?:for|with)|match)\b.*:[ \t]*(?:#.*)?$`,
  String.raw`(?:try|else|finally|except(?:[ \t].*)?)[ \t]*:`,
);

/** The rest of such a text may be in another language. */
const HERE_DOCUMENT = /<<-?[ \t]*\\?["']?[a-z_]\w*/i;

function oneOf(...forms: string[]): RegExp {
  return new RegExp(forms.map((form) => `(?:${form})`).join('|'), 'imy');
}

/**
 * The interpreter that a script is for: by its file's extension, or as its text tells. Bash where nothing tells; that is
 * also the runner's default.
 */
export function inferInterpreter(given: string, path = ''): Interpreter {
  if (/\.py$/i.test(path)) return 'python';
  if (/\.(?:sh|bash)$/i.test(path)) return 'bash';
  return interpreterOf(given) ?? 'bash';
}

/**
 * What a text itself tells: by the language of a Markdown fence around it, by its first line, or by the first line that only
 * one of the languages has.
 */
export function interpreterOf(given: string): Interpreter | undefined {
  const { text: script, fence } = readSourceText(given);
  const named = fence && FENCE_WORDS.get(fence.language);
  if (named) return named;
  const [firstLine = ''] = script.split('\n', 1);
  if (firstLine.startsWith('#!')) return /python/.test(firstLine) ? 'python' : 'bash';
  for (const { 1: indent = '', 2: line = '', index } of script.matchAll(/^([ \t]*)([^#\s].*)$/gm)) {
    const at = index + indent.length;
    if (startsAt(BASH_LINE, script, at)) return 'bash';
    if (startsAt(PYTHON_LINE, script, at)) return 'python';
    if (HERE_DOCUMENT.test(line)) return 'bash';
  }
  return undefined;
}

function startsAt(form: RegExp, text: string, at: number): boolean {
  form.lastIndex = at;
  return form.test(text);
}
