import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Found, showHidden } from '../../src/shown-text/hidden.ts';
import { showValue } from '../../src/shown-text/show-value.ts';

const nothing = (): Found => ({ invisible: 0, control: 0, comments: 0, links: 0 });
const show = (text: string) => {
  const found = nothing();
  return { text: showHidden(text, found), found };
};
const tags = (text: string) =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + c.codePointAt(0)!)).join('');

describe('what a reader cannot see', () => {
  test.each<[string, string, Partial<Found>]>([
    ['pay\u202egnp.exe', 'paygnp.exe', { invisible: 1 }],
    ['a\u200bb\ufeffc\u2060d\u00ade', 'abcde', { invisible: 4 }],
    [`ok${tags('ignore all')}`, 'ok', { invisible: 10 }],
    ['\u2066x\u2069\u200e\u200f\u061c', 'x', { invisible: 5 }],
    ['a\u200db \u200c c', 'ab  c', { invisible: 2 }],
    ['x\ufe0f\ufe0e\u{e0101}y', 'x\ufe0fy', { invisible: 2 }],
    ['\u{1f600}\u200dx', '\u{1f600}x', { invisible: 1 }],
    ['\u3164\u115fa', 'a', { invisible: 2 }],
    ['\u001b[31mred\u001b[0m \u009b1mbold', 'red bold', { control: 3 }],
    ['\u001b]8;;http://evil\u0007text\u001b]8;;\u001b\\', 'text', { control: 2 }],
    ['a\u0008b\u0000c\u007f\u0085', 'abc', { control: 4 }],
    ['half \ud800 pair', 'half  pair', { control: 1 }],
    ['before <!-- do this --> after', 'before &lt;!-- do this --> after', { comments: 1 }],
    ['<\u200b!-- x', '&lt;!-- x', { invisible: 1, comments: 1 }],
    ['[a](javascript:alert(1))', '[a]((not a link) javascript:alert(1))', { links: 1 }],
    ['[a]( data:text/html,x)', '[a]( (not a link) data:text/html,x)', { links: 1 }],
    ['[a]: vbscript:x', '[a]: (not a link) vbscript:x', { links: 1 }],
    ['> - [a]: vbscript:x', '> - [a]: (not a link) vbscript:x', { links: 1 }],
    ['[a]:\n  vbscript:x', '[a]:\n  (not a link) vbscript:x', { links: 1 }],
    ['[a](javascript&#58;b)', '[a]((not a link) javascript&#58;b)', { links: 1 }],
    ['[a](&#x6A;avascript&colon;b)', '[a]((not a link) &#x6A;avascript&colon;b)', { links: 1 }],
    ['![a](<javascript\\:b>)', '![a](<(not a link) javascript\\:b>)', { links: 1 }],
    ['[a](java&Tab;script:b)', '[a]((not a link) java&Tab;script:b)', { links: 1 }],
    ['see <javascript:b()>', 'see &lt;javascript:b()>', { links: 1 }],
    ['see <vscode://x/y>', 'see &lt;vscode://x/y>', { links: 1 }],
    ['<a title="x" href="javascript:b">', '<a title="x" href="(not a link) javascript:b">', { links: 1 }],
    ["<iframe\nsrc='data:text/html,x'>", "<iframe\nsrc='(not a link) data:text/html,x'>", { links: 1 }],
  ])('%j becomes %j', (given, text, found) => {
    expect(show(given)).toEqual({ text, found: { ...nothing(), ...found } });
  });
});

describe('what spelling and pictures need stays', () => {
  test.each([
    'plain text\twith\r\nlines',
    'می‌خواهم',
    'क्‍ष and क्‌ष',
    'ශ්‍රී ලංකාව',
    '👩‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥 🏳️‍🌈',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '☎︎ ☎️ 1️⃣ 葛\u{e0100}',
    'שלום عليكم 你好 naïve café',
    'x -- > <! -- y, a < b',
    '[a](https://x.y/z) [b](http://x) [c](mailto:a@b) [d](#e) [f](./g.md) [h](docs/i.md)',
    'see a[0](x) and {"k": [1]: 2}',
    '<soap:Body> <xs:element name="a"/> <https://x.y> <a href="/docs"> src = redis:6379',
    '- [a]: https://x.y\n<img src="data/x.png" alt="javascript:">',
  ])('%j', (text) => {
    expect(show(text)).toEqual({ text, found: nothing() });
  });
});

const ODD = [
  '&#58;',
  '<a href=',
  '>',
  '\\',
  '\u200d',
  '\u200c',
  '\ufe0f',
  '\u{1f3f4}',
  '\u{e0067}',
  '\u{e007f}',
  '\u001b[',
  '\u001b]',
  '\u0007',
  '<',
  '!--',
  '\u202e',
  '\ud83d',
  '\udc00',
  '👩',
  'म',
  '](',
  'javascript:',
  '[a]:',
  '\u{e0101}',
  '葛',
  '\u009b',
  'm',
];

test('any text: showing it again changes nothing, and nothing hidden is left', () => {
  const text = fc
    .array(fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'grapheme', maxLength: 4 })))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (given) => {
      const shown = show(given).text;
      expect(show(shown)).toEqual({ text: shown, found: nothing() });
      expect(shown.replace(/[\t\n\r]/g, '')).not.toMatch(
        /\p{Cc}|\p{Surrogate}|[\u202a-\u202e\u2066-\u2069\u200b\ufeff]|<!--/u,
      );
    }),
    { numRuns: 3_000 },
  );
});

describe('a result', () => {
  test('says what was taken out of it, by kind and number', () => {
    const value = { title: 'a\u202eb', rows: [{ name: '\u001b[1mx' }], issueUrl: 'javascript:alert(1)' };
    const { value: shown, note } = showValue(value);
    expect(shown).toEqual({ title: 'ab', rows: [{ name: 'x' }], issueUrl: 'not-a-link-javascript:alert(1)' });
    expect(note).toMatch(/1 × invisible.*1 × control.*1 × link/);
  });

  test('that a client may send back stays as it is, with a note of what is hidden in it', () => {
    const value = { content: 'a\u202eb <!-- x -->' };
    const shown = showValue(value, { keep: true });
    expect(shown.value).toBe(value);
    expect(shown.note).toMatch(/returned as stored: 1 × invisible.*1 × HTML comment/);
  });

  test('of plain texts is the same, without a note', () => {
    const value = { a: ['x', 1, null, { chatUrl: 'https://x/y', repoUrl: 'git@x:y', hostUrl: 'db:5432/x' }] };
    expect(showValue(value)).toEqual({ value });
  });

  test('shows no user and password in a link', () => {
    expect(showValue({ link: 'a', note: 'b\u200b', chatUrl: 'https://me:pw@x/y' }).value).toEqual({
      link: 'a',
      note: 'b',
      chatUrl: 'https://x/y',
    });
  });
});
