import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/script-reader/fair-queue.ts';
import { readScriptApart, stopReader } from '../../src/script-reader/read-script.ts';

const read = (script: string, caller = 'a', signal?: AbortSignal) =>
  readScriptApart({ script, interpreter: 'python', taskType: 'task' }, { caller, signal });
const GOOD = 'def main():\n    return []\n';

/** The readers that this process started, each with its process id. */
function children(): string[] {
  const out = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return out.split('\n').filter((line) => line.includes('--liftoff-only'));
}

afterAll(stopReader);

describe('the reader of scripts', () => {
  it('judges in one process of its own, whatever how many ask', async () => {
    const answers = await Promise.all([read(GOOD), read('x = (', 'b'), read(GOOD, 'c')]);
    expect(answers.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      [],
      ['main-missing', 'syntax-error'],
      [],
    ]);
    expect(children()).toHaveLength(1);
  });

  it('refuses what it cannot read, and reads the next', async () => {
    const chain = `x = ${Array(20_000).fill('1').join('+')}\n`;
    const [first, second] = await Promise.allSettled([read(chain), read(GOOD, 'b')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'refused', retryable: false } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { findings: [] } });
  });

  it('holds no memory that a script has filled', async () => {
    await read(GOOD);
    const [reader] = children();
    // Ruff keeps a table of each name with each of its bindings. A script that takes too long would end the test.
    for (let lines = 2000; children().includes(reader!); lines += 200) {
      const { findings } = await read('a = a\n'.repeat(lines));
      expect(findings[0]!.code).toBe('main-missing');
    }
  });

  it('says so where it is killed, and starts again', async () => {
    await read(GOOD);
    const slow = read(`${GOOD}${'x = [1, 2, 3]\n'.repeat(4000)}`);
    setTimeout(stopReader, 5);
    await expect(slow).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect((await read(GOOD)).findings).toEqual([]);
  });

  it('forgets what the caller cancels', async () => {
    const calls = new AbortController();
    const waiting = read(GOOD, 'a', calls.signal);
    calls.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuses a caller who has too many waiting, and no other', async () => {
    const mine = Array.from({ length: 60 }, () => read(GOOD));
    const other = read(GOOD, 'b');
    const settled = await Promise.allSettled(mine);
    expect(settled.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    expect((await other).findings).toEqual([]);
  });
});

describe('the queue', () => {
  it('lets callers take turns', () => {
    const queue = new FairQueue<string>();
    for (const item of ['a1', 'a2', 'a3']) queue.push('a', item);
    queue.push('b', 'b1');
    expect(Array.from({ length: 5 }, () => queue.next())).toEqual(['a1', 'b1', 'a2', 'a3', undefined]);
  });
});
