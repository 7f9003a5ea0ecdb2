import { SetupFailure } from './failures.ts';

/** Robot Framework's own variables that exist while a bundle is set up; names are compared without case, spaces, `_`. */
const SCALARS: Record<string, string> = {
  '/': '/',
  ':': ':',
  '\\n': '\n',
  space: ' ',
  empty: '',
  true: 'True',
  false: 'False',
  none: 'None',
  null: 'None',
  tempdir: '/tmp',
  execdir: '/',
  outputdir: '/robot_logs',
  outputfile: '/robot_logs/output.xml',
  logfile: '/robot_logs/log.html',
  reportfile: '/robot_logs/report.html',
  debugfile: 'NONE',
  loglevel: 'TRACE',
  prevtestname: '',
  prevteststatus: '',
  prevtestmessage: '',
  suitename: 'Codebundle',
  suitesource: '/codebundle',
  suitedocumentation: '',
  suitemetadata: '{}',
  options: '{}',
};
const LISTS = new Set(['empty']);
const DICTIONARIES = new Set(['empty', 'suitemetadata', 'options']);
const NUMBER = /^[+-]?(?:0x[\da-f]+|0o[0-7]+|0b[01]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i;

/** One variable that Robot finds in a text: `text.slice(start, end)` is `${name}`, or the same with another sigil. */
interface Variable {
  sigil: string;
  name: string;
  start: number;
  end: number;
}

/**
 * What Robot Framework makes of a configuration text on import: `%{` gets a backslash, and each variable in it
 * must be one that Robot knows. Throws `SetupFailure` for any other, and for `${{...}}`, which the platform's
 * runner would execute as Python and the sandbox never does.
 */
export function importText(name: string, raw: string): string {
  const text = raw.replaceAll('%{', '\\%{');
  for (const variable of findVariables(name, text)) checkKnown(name, variable, text);
  return text;
}

/** Puts Robot's values where a task title names one of its variables; the title has passed `importText`. */
export function substituteTitle(title: string): string {
  let result = '';
  let at = 0;
  for (const { name, start, end } of findVariables('TASK_TITLE', title)) {
    result += title.slice(at, start) + (SCALARS[normal(name)] ?? name);
    at = end;
  }
  return result + title.slice(at);
}

function checkKnown(config: string, { sigil, name, start, end }: Variable, text: string): void {
  const shown = text.slice(start, end);
  if (name.startsWith('{')) {
    throw new SetupFailure(
      `${config} holds ${shown}: the platform's runner would execute this as Python. The sandbox does not.`,
    );
  }
  if (isKnown(sigil, name)) return;
  throw new SetupFailure(`Variable '${shown}' not found. (Robot Framework reads it in ${config}.)`);
}

function isKnown(sigil: string, name: string): boolean {
  if (sigil === '$') return Object.hasOwn(SCALARS, normal(name)) || NUMBER.test(name.trim());
  if (sigil === '@') return LISTS.has(normal(name));
  return sigil === '&' && DICTIONARIES.has(normal(name));
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[ _]/g, '');
}

function findVariables(config: string, text: string): Variable[] {
  const found: Variable[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') {
      at += 1;
      continue;
    }
    const sigil = text[at] ?? '';
    if (!'$@&%'.includes(sigil) || text[at + 1] !== '{') continue;
    const end = closingBrace(text, at + 2);
    if (end === undefined) {
      throw new SetupFailure(`Variable '${text.slice(at)}' was not closed properly. (In ${config}.)`);
    }
    found.push({ sigil, name: text.slice(at + 2, end), start: at, end: end + 1 });
    at = end;
  }
  return found;
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') open += 1;
    else if (text[at] === '}') open -= 1;
    if (open === 0) return at;
  }
  return undefined;
}
