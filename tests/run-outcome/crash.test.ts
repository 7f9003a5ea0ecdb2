import { describe, expect, test } from 'vitest';
import { findCrash, lastShellError } from '../../src/run-outcome/crash.ts';

const TOP = '  File "<stdin>", line 9, in <module>\n';
const IN_MAIN = '  File "<stdin>", line 4, in main\n    x = 1 / 0\n        ~~^~~\n';
const TRACEBACK = 'Traceback (most recent call last):\n';
const DIVISION = 'ZeroDivisionError: division by zero';

describe('an exception of Python', () => {
  test('is the last one on standard error, with the deepest line of the script', () => {
    const earlier = `${TRACEBACK}  File "<stdin>", line 2, in <module>\nKeyError: 'a'\nretrying\n`;
    expect(findCrash(`${earlier}${TRACEBACK}${TOP}${IN_MAIN}${DIVISION}\n`, 'python')).toEqual({
      exception: DIVISION,
      line: 4,
    });
  });

  test('is found without the interpreter being known, and after a line of the script’s own', () => {
    const stderr = `${TRACEBACK}${TOP}${DIVISION}\n`;
    expect(findCrash(stderr, undefined)).toEqual({ exception: DIVISION, line: 9 });
    expect(findCrash(`begins\n${stderr}`, 'python')).toEqual({ exception: DIVISION, line: 9 });
  });

  test('keeps all lines of its message', () => {
    const stderr = `${TRACEBACK}${TOP}subprocess.CalledProcessError: failed\nwith two lines\n`;
    expect(findCrash(stderr, 'python')?.exception).toBe(
      'subprocess.CalledProcessError: failed\nwith two lines',
    );
  });

  test('that a function printed is none: the script went on', () => {
    expect(findCrash(`${TRACEBACK}${IN_MAIN}${DIVISION}\n`, 'python')).toBeUndefined();
  });

  test('of a library alone, or one that was cut off, is none', () => {
    const library = '  File "/usr/lib/python3/json/__init__.py", line 352, in loads\n';
    expect(findCrash(`${TRACEBACK}${library}${DIVISION}\n`, 'python')).toBeUndefined();
    expect(findCrash(`${TRACEBACK}${TOP}`, 'python')).toBeUndefined();
  });

  test.each(['SyntaxError', 'IndentationError', 'TabError'])('needs no traceback for a %s', (name) => {
    const stderr = `  File "<stdin>", line 2\n    x = (\n        ^\n${name}: no\n`;
    expect(findCrash(stderr, 'python')).toEqual({ exception: `${name}: no`, line: 2 });
  });

  test('needs one for any other, also where its message names a syntax error', () => {
    const place = '  File "<stdin>", line 2\n';
    expect(findCrash(`${place}ValueError: no\n`, 'python')).toBeUndefined();
    expect(findCrash(`${place}ValueError: SyntaxError in it\n`, 'python')).toBeUndefined();
  });

  test('in a group is read without the margin', () => {
    const stderr = [
      '  + Exception Group Traceback (most recent call last):',
      '  |   File "<stdin>", line 3, in <module>',
      '  | ExceptionGroup: two (2 sub-exceptions)',
      '  +-+---------------- 1 ----------------',
      '    | ValueError: a',
    ].join('\n');
    expect(findCrash(stderr, 'python')).toMatchObject({
      exception: expect.stringMatching(/^ExceptionGroup: two/),
      line: 3,
    });
  });

  test('in a margin elsewhere in a line is left as it is', () => {
    const exception = 'ValueError: a  | b';
    expect(findCrash(`${TRACEBACK}${TOP}${exception}\n`, 'python')?.exception).toBe(exception);
  });

  test('on the standard error of Bash is that of a program, and no crash of the script', () => {
    expect(findCrash(`${TRACEBACK}${TOP}${DIVISION}\n`, 'bash')).toBeUndefined();
  });
});

describe('an error of Bash', () => {
  test('that ends the shell counts before earlier ones of single commands', () => {
    const stderr = 'bash: line 3: kubectl: command not found\nmain: line 5: NS: unbound variable\n';
    expect(findCrash(stderr, 'bash')).toEqual({ exception: 'NS: unbound variable', line: 5 });
  });

  test('of single commands is the first of them', () => {
    const stderr = 'bash: line 3: a: command not found\nbash: line 4: b: Permission denied\n';
    expect(findCrash(stderr, undefined)).toEqual({ exception: 'a: command not found', line: 3 });
  });

  test('may come without a line', () => {
    expect(findCrash('bash: main: command not found', 'bash')).toStrictEqual({
      exception: 'main: command not found',
    });
  });

  test('is not looked for where the interpreter is Python', () => {
    expect(findCrash('bash: line 3: kubectl: command not found\n', 'python')).toBeUndefined();
  });

  test('of another kind may be a message of a command, unless the script is known to have ended', () => {
    const stderr = 'bash: line 1: a: odd\nbash: line 2: b: odd\ncurl: (6) no host\n';
    expect(findCrash(stderr, 'bash')).toBeUndefined();
    expect(lastShellError(stderr)).toEqual({ exception: 'b: odd', line: 2 });
    expect(lastShellError('curl: (6) no host\n')).toBeUndefined();
  });
});
