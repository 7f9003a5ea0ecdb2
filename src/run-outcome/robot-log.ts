import { inflateSync } from 'node:zlib';
import { jsonOf } from '../json/json-of.ts';
import { findSentScript, type SentScript } from './sent-command.ts';

/** What a run's log.html tells that no other artifact does. */
export interface RobotLog {
  /** It holds a table of texts; a page that stands in its place has none. */
  isReadable: boolean;
  /**
   * Exit codes of the shell commands that the code bundle ran, each once; -1 for one that was killed. Where part of the log
   * is lost, that of the script may be: 0 is left out.
   */
  returnCodes: number[];
  /** A command went over its time limit. */
  timedOut: boolean;
  /** A command printed bytes that are not UTF-8: both of its streams are lost. */
  undecodable: boolean;
  /** What an SLI script left is not JSON, in the reader's own words. */
  notJson: string | undefined;
  /** The script that the run was given. */
  sent: SentScript | undefined;
  /** What the commands that the code bundle ran left on standard error, without the empty ones. */
  commandErrors: string[];
  /** The message that the task failed with. */
  failure: string | undefined;
  /** The message that the task was skipped with. */
  skipped: string | undefined;
  /** The task was never started. */
  setupFailed: boolean;
}

/** What an absent log tells. */
export const NO_LOG: RobotLog = {
  isReadable: false,
  returnCodes: [],
  timedOut: false,
  undecodable: false,
  notJson: undefined,
  sent: undefined,
  commandErrors: [],
  failure: undefined,
  skipped: undefined,
  setupFailed: false,
};

/** The messages that a log holds, without its markup; empty where it is not a log. */
export function logTexts(html: string): string[] {
  return stringTable(html)
    .texts.map((text) => text.replace(/^\*/, '').trim())
    .filter(Boolean);
}

/** What the runner's shell library logs of a command that it lost; the command stands there on one line. */
const LOST = 'Exception while running ';
const LOST_TO = /^<class '([\w.]+)'>/;
/** Every log also holds these words with their variables unresolved, in the source of the keyword that logs them. */
const NOT_JSON = /^Script metric output was not valid JSON; defaulting to 0: (?!\$\{output_err\})([\s\S]*)/;

/** What the shell library logs of a command that ended, its standard error last. */
const FINISHED = /^Command finished with returncode=-?\d+, stdout=[\s\S]*, stderr=([\s\S]*)$/;

/** Numbers of Robot Framework's words in the results' table. */
const STATUSES = { FAIL: 0, SKIP: 2 } as const;
/** Robot Framework's words for a suite whose setup failed. */
const SETUP_FAILED = /^(?:Parent suite|Suite) setup failed:\s*/;
const MAX_TEXT = 16 * 1024 * 1024;
/** All texts of a log together, in characters; those behind are empty. */
const MAX_TEXTS = 64 * 1024 * 1024;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads Robot Framework's log: a table of strings, each plain after `*` or packed, that the page's own script shows. */
export function readRobotLog(html: string): RobotLog {
  const { texts, isWhole } = stringTable(html);
  const failure = messageOf('FAIL', html, texts);
  const codes = texts.flatMap((text) => /^shell returncode: (-?\d+)$/.exec(text)?.[1] ?? []);
  const lost = texts.flatMap(lostTo);
  return {
    isReadable: texts.length > 0,
    returnCodes: [...new Set(codes.map(Number))].filter((code) => isWhole || code !== 0),
    timedOut: lost.includes('subprocess.TimeoutExpired'),
    undecodable: lost.includes('UnicodeDecodeError'),
    notJson: texts.flatMap((text) => NOT_JSON.exec(text)?.[1] ?? [])[0],
    sent: findSentScript(texts),
    commandErrors: texts.flatMap((text) => FINISHED.exec(text)?.[1]?.trim() || []),
    failure: failure?.replace(SETUP_FAILED, ''),
    skipped: messageOf('SKIP', html, texts),
    setupFailed: failure !== undefined && SETUP_FAILED.test(failure),
  };
}

/** The exception that a command was lost to. */
function lostTo(text: string): string[] {
  const end = text.indexOf('\n');
  if (end === -1 || !text.startsWith(LOST)) return [];
  const line = text.slice(0, end);
  const [, name] = LOST_TO.exec(text.slice(end + 1, end + 200)) ?? [];
  return name && line.endsWith(':') && line.includes('] in ') ? [name] : [];
}

/** All texts, and whether none is known to be lost: every list is one, every text opens, and the page has its end. */
function stringTable(html: string): { texts: string[]; isWhole: boolean } {
  let left = MAX_TEXTS;
  let isWhole = html.trimEnd().endsWith('</html>');
  const texts: string[] = [];
  for (const line of html.split('\n')) {
    const list = stringsIn(line);
    if (list === undefined) isWhole = false;
    for (const packed of list ?? []) {
      const text = left > 0 ? unpack(packed) : undefined;
      if (text === undefined) isWhole = false;
      left -= text?.length ?? 0;
      texts.push(text ?? '');
    }
  }
  return { texts, isWhole };
}

const [BEFORE_LIST, BEHIND_LIST] = ['["strings"].concat([', /\]\);?$/];

/**
 * The strings of one line of the page; undefined where its list is broken. Looked for by position: an expression would try
 * each of many beginnings to the end.
 */
function stringsIn(line: string): string[] | undefined {
  const start = line.indexOf(BEFORE_LIST);
  if (start === -1) return [];
  const end = BEHIND_LIST.exec(line.slice(-3));
  if (!end) return undefined;
  const list = line.slice(start + BEFORE_LIST.length - 1, line.length - end[0].length + 1);
  // The page writes `</` as `\x3c/`, which is JavaScript and no JSON.
  const value = jsonOf(list.replaceAll('\\x3c', '\\u003c'));
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

/** Empty for a text that is too large, undefined for one that is not packed as expected. */
function unpack(packed: string): string | undefined {
  if (packed.startsWith('*')) return withoutEntities(packed.slice(1));
  try {
    return withoutEntities(
      inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: MAX_TEXT }).toString('utf8'),
    );
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? '' : undefined;
  }
}

function withoutEntities(text: string): string {
  return text.replace(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

/** The message of the first task with that status, by the results' table; that of a failed set-up by its opening words. */
function messageOf(
  status: keyof typeof STATUSES,
  html: string,
  texts: readonly string[],
): string | undefined {
  const suite = jsonOf(/^window\.output\["suite"\] = (.*);$/m.exec(html)?.[1] ?? '');
  const index = Array.isArray(suite) ? messageIndex(suite, STATUSES[status]) : undefined;
  if (index !== undefined) return texts[index];
  return status === 'FAIL' ? texts.find((text) => SETUP_FAILED.test(text)) : undefined;
}

/** A task is an array with an array `[status, start, elapsed, message]`. */
function messageIndex(suite: readonly unknown[], status: number): number | undefined {
  const tasks = suite.filter(Array.isArray).flat().filter(Array.isArray);
  for (const task of tasks) {
    const ended = task.find((part: unknown) => isStatus(part, status));
    if (ended) return ended[3];
  }
  return undefined;
}

function isStatus(part: unknown, status: number): boolean {
  return Array.isArray(part) && part.length === 4 && part[0] === status && part.every(Number.isInteger);
}
