import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { logTexts, readRobotLog } from '../../src/run-outcome/robot-log.ts';
import { robotLog } from './evidence.ts';

const table = (...strings: string[]) =>
  `window.output["strings"] = window.output["strings"].concat(${JSON.stringify(strings)});`;
const LONG = 'a text that is long enough to be packed, '.repeat(3);
const packed = (text: string) => deflateSync(text).toString('base64');

describe('a run’s log', () => {
  it('gives plain and packed texts of every table', () => {
    const page = `<html>\n${table('*one', packed('two'))}\n<p>["strings"].concat(</p>\n${table('*&lt;three')}\n`;
    expect(logTexts(page)).toEqual(['one', 'two', '<three']);
  });

  it('tells to what a command was lost', () => {
    const lost =
      "*Exception while running ['cat', '] in x:'] in /tmp:\n<class 'subprocess.TimeoutExpired'>: x";
    expect(readRobotLog(table(lost)).timedOut).toBe(true);
    expect(readRobotLog(table(lost.replace(' in /tmp:', ''))).timedOut).toBe(false);
  });

  it('tells the exit codes that stand alone in a message, each once', () => {
    const texts = [
      'shell returncode: 2',
      'x shell returncode: 3',
      'shell returncode: 4 x',
      'shell returncode: 2',
    ];
    expect(readRobotLog(robotLog([...texts, 'shell returncode: -1'])).returnCodes).toEqual([2, -1]);
  });

  it.each([
    ['its end', (page: string) => page.replace('</html>', '')],
    ['the beginning of a text', (page: string) => page.replace('"*more', '*more')],
    ['the end of a list', (page: string) => page.replace('3"]);', '3"')],
    ['part of a packed text', (page: string) => page.replace(packed(LONG), packed(LONG).slice(0, 9))],
  ])('tells no exit code 0 without %s, since that of the script may be lost', (_, cut) => {
    const second = table('*more', '*shell returncode: 3');
    const page = robotLog(['shell returncode: 0', LONG]).replace('</script>', `${second}\n</script>`);
    expect(readRobotLog(page).returnCodes).toEqual([0, 3]);
    expect(cut(page)).not.toBe(page);
    expect(readRobotLog(cut(page)).returnCodes).not.toContain(0);
  });

  it('tells what failed, from the results’ table', () => {
    const read = (options: Parameters<typeof robotLog>[1]) => readRobotLog(robotLog(['a'], options));
    expect(read({})).toMatchObject({ failure: undefined, setupFailed: false, skipped: undefined });
    expect(read({ failure: 'No pods' })).toMatchObject({ failure: 'No pods', setupFailed: false });
    expect(read({ failure: 'No key', isSetup: true })).toMatchObject({
      failure: 'No key',
      setupFailed: true,
    });
  });

  it('tells a failed set-up by its opening words where the results cannot be read', () => {
    const page = (results: string) => `${results}\n${table('*a', '*Suite setup failed:\nNo key')}`;
    for (const results of ['', 'window.output["suite"] = [1, ;', 'window.output["suite"] = 7;', 'x'])
      expect(readRobotLog(page(results))).toMatchObject({ failure: 'No key', setupFailed: true });
    expect(readRobotLog(table('*a'))).toMatchObject({ failure: undefined, setupFailed: false });
  });

  it.each([
    ['is longer', '[0, 0, 5, 1, 2]'],
    ['is shorter', '[0, 0, 5]'],
    ['holds other things than numbers', '[0, "0", 5, 1]'],
    ['tells of another status', '[1, 0, 5, 1]'],
  ])('takes no array for a status that %s', (_, status) => {
    const page = `window.output["suite"] = [1, [[4, 0, ${status}]]];\n${table('*a', '*b')}`;
    expect(readRobotLog(page).failure).toBeUndefined();
    const good = page.replace(status, '[0, 0, 5, 1]');
    expect(readRobotLog(good).failure).toBe('b');
  });

  it('tells what a task was skipped with', () => {
    const page = `window.output["suite"] = [1, [[4, 0, [2, 0, 5, 1]]]];\n${table('*a', '*No second cluster')}`;
    expect(readRobotLog(page)).toMatchObject({ skipped: 'No second cluster', failure: undefined });
  });

  it('leaves out what is no text, and reads the others', () => {
    const page = 'window.output["strings"] = window.output["strings"].concat([1, "*a", null, "*\\x3c/b>"]);';
    expect(logTexts(page)).toEqual(['a', '</b>']);
    expect(readRobotLog(page).isReadable).toBe(true);
    expect(logTexts(page.replace('1,', '1'))).toEqual([]);
  });

  it('keeps an asterisk and blanks inside a message', () => {
    expect(logTexts(table('** a * b '))).toEqual(['a * b']);
  });

  it.each([
    ['beginnings of a table', '["strings"].concat(['.repeat(100_000)],
    ['tables on one line', `${table('*a').repeat(50_000)} `],
    ['ends of a command', table(`*Exception while running [${'] in a:'.repeat(200_000)}\nx`)],
    ['lines of a command', table(`*Exception while running [${'] in :\n'.repeat(200_000)}`)],
  ])('with %s without end is read to its end', (_, page) => {
    expect(readRobotLog(page)).toMatchObject({ timedOut: false, returnCodes: [] });
  });

  it('unpacks no more than a log may hold together', () => {
    const bomb = packed('x'.repeat(15_000_000));
    const texts = logTexts(table(...Array.from({ length: 40 }, () => bomb), '*shell returncode: 1'));
    expect(texts.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(80_000_000);
  });
});
