// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SetupFailure } from '../../../src/sandbox/runner/failures.ts';
import { importText, substituteTitle } from '../../../src/sandbox/runner/robot-text.ts';

describe('text that Robot Framework imports', () => {
  test('a percent brace gets a backslash', () => {
    expect(importText('X', 'time: %{time_total}')).toBe('time: \\%{time_total}');
  });

  test('a percent brace that already has a backslash is read as an environment variable of the runner', () => {
    expect(() => importText('X', '\\%{NAME}')).toThrow(SetupFailure);
  });

  test.each([
    '${NAME}',
    'a ${name} b',
    '@{LIST}',
    '&{MAP}',
    '${A.b}',
    '$${X}',
    '\\\\${NAME}',
    '${${NAME}}',
    '@{SPACE}',
  ])('the unknown variable in %s is a setup failure', (text) => {
    expect(() => importText('X', text)).toThrow(/not found/);
  });

  test('a variable that is not closed is a setup failure', () => {
    expect(() => importText('X', 'a ${NAME')).toThrow(/not closed/);
  });

  test.each([
    '${SPACE}',
    '${ empty }',
    '${True}',
    '${None}',
    '${/}',
    '${\\n}',
    '${42}',
    '${0x1F}',
    '${-1.5}',
    '@{EMPTY}',
    '&{EMPTY}',
    '${OUTPUT_DIR}',
  ])('the known variable in %s passes with its raw text', (text) => {
    expect(importText('X', text)).toBe(text);
  });

  test.each([
    '$x',
    '$(cmd)',
    '`cmd`',
    '"quoted"',
    "it's",
    'a\nb',
    'ünï ☃',
    '{braces}',
    '$',
    '100%',
    '\\${NAME}',
  ])('the text %j passes', (text) => {
    expect(importText('X', text)).toBe(text);
  });

  test('inline Python is a setup failure that says the platform would execute it', () => {
    expect(() => importText('CONFIG_ENV_MAP', '${{ print(1) }}')).toThrow(
      /CONFIG_ENV_MAP holds \$\{\{ print\(1\) \}\}: the platform's runner would execute this as Python/,
    );
  });

  test('known variables are filled into a title', () => {
    expect(substituteTitle('a${SPACE}b ${1}${EMPTY}!')).toBe('a b 1!');
  });

  test('a text without sigils before braces passes unchanged', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/[$@&%]\{/.test(text));
        expect(importText('X', text)).toBe(text);
      }),
    );
  });

  test('any text passes or is a setup failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '@', '{', '}', '\\', 'a', '%', ' ') }), (text) => {
        try {
          importText('X', text);
        } catch (error) {
          expect(error).toBeInstanceOf(SetupFailure);
        }
      }),
    );
  });
});
