import { MAY_LINK, showLinks } from './links.ts';

/** What was found in a text that a reader cannot see, or that acts on the reader's screen, by kind. */
export interface Found {
  /** Invisible and tag characters, and those that turn the direction of text. */
  invisible: number;
  /** Control characters and terminal sequences. */
  control: number;
  /** HTML comments, which a page does not show. */
  comments: number;
  /** Links to anything but http, https and mail. */
  links: number;
}

/** A terminal's control sequence (CSI), its commands with a text (OSC and the like), or one escaped character. */
const SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[\]PX^_][^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]*[0-~]/g;

/** Controls other than tab and line ends, halves of surrogate pairs, and what Unicode has as no character. */
const CONTROLS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu;

/** All that is in front of a reader and not to be seen. Joiners, variation selectors and flags are looked at in place. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these are what is looked for.
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** Whether there is anything in a text to look at more closely. */
const SUSPECT = new RegExp(`${CONTROLS.source}|${INVISIBLE.source}|<!--|${MAY_LINK.source}`, 'iu');

/** Scripts whose spelling needs joiners between letters. */
const JOINING =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u;
const PICTURE_BEFORE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u;
const PICTURE_AFTER = /^\p{Extended_Pictographic}/u;
const FLAG = /^\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,8}\u{e007f}/u;

/**
 * The text as a reader would take it: invisible characters, controls and terminal sequences are out, HTML comments and
 * links to other places than the web can be seen as text. What spelling and pictures need stays: joiners in emoji and in
 * the scripts that have them, variation selectors, flags. Counts into `found`. Showing it again changes nothing.
 */
export function showHidden(text: string, found: Found): string {
  if (!SUSPECT.test(text)) return text;
  const count = (kind: keyof Found, by: string) => () => {
    found[kind] += 1;
    return by;
  };
  const plain = withoutInvisible(
    text.replace(SEQUENCES, count('control', '')).replace(CONTROLS, count('control', '')),
    found,
  );
  return showLinks(plain.replace(/<!--/g, count('comments', '&lt;!--')), count('links', ''));
}

function withoutInvisible(text: string, found: Found): string {
  let shown = '';
  let from = 0;
  for (const { 0: character, index } of text.matchAll(INVISIBLE)) {
    if (index < from) continue;
    shown += text.slice(from, index);
    const kept = staysOf(text, shown, index, character);
    shown += kept;
    from = index + Math.max(kept.length, character.length);
    if (kept === '') found.invisible += 1;
  }
  return shown + text.slice(from);
}

/** What stays of an invisible character and of those after it that belong to it; '' for nothing. */
function staysOf(text: string, before: string, index: number, character: string): string {
  const code = character.codePointAt(0)!;
  if (code === 0x2028 || code === 0x2029) return character;
  const near = before.slice(-8);
  if (code === 0x200c || code === 0x200d) {
    if (JOINING.test(near)) return character;
    const joins =
      code === 0x200d && PICTURE_BEFORE.test(near) && PICTURE_AFTER.test(text.slice(index + 1, index + 3));
    return joins ? character : '';
  }
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) {
    // One after what it varies; a row of them is a place to hide bytes.
    return /[^\s\p{Cf}\p{Variation_Selector}]$/u.test(near) && near !== '' ? character : '';
  }
  if (code >= 0xe0020 && code <= 0xe007f) {
    const flag = FLAG.exec(`\u{1f3f4}${text.slice(index, index + 24)}`)?.[0];
    return flag && near.endsWith('\u{1f3f4}') ? flag.slice(2) : '';
  }
  return '';
}
