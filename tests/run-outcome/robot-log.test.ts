import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { logTexts, readRobotLog } from '../../src/run-outcome/robot-log.ts';

const table = (...strings: string[]) =>
  `window.output["strings"] = window.output["strings"].concat(${JSON.stringify(strings)});`;
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
