import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../bench/evals/day.ts';
import { callRecorder, type RecordedCall } from '../../bench/evals/record.ts';
import { replay } from '../../bench/evals/replay.ts';
import { inWords, judge, startScene, TASKS } from '../../bench/evals/tasks.ts';
import { untilTold } from '../../bench/evals/until-told.ts';
import { PROGRAM } from './stdio-server.ts';

const MOST_CALLS = 50;
const MOST_BYTES = 110_000;

test('the calls of our transcript still do all twenty tasks, without an error and within their bounds', async () => {
  const { calls, failed, ends } = await replay(PROGRAM, { MCP_POLL_INTERVAL_S: '0.2' });
  expect(failed).toEqual({});
  expect([...ends].filter(([, problems]) => problems.length > 0)).toEqual([]);
  const day = calls.filter(({ task }) => DAY.some(({ id }) => id === task));
  expect(day.length).toBeLessThanOrEqual(MOST_CALLS);
  expect(day.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_BYTES);
}, 120_000);

describe('a task', () => {
  test('is one of twenty, with an id of its own, and told in words', () => {
    expect(new Set(TASKS.map(({ id }) => id)).size).toBe(20);
    for (const { id, ask } of TASKS) expect(inWords()).toContain(`\`${id}\`: ${ask}`);
  });

  test.each([undefined, {}])('is not done where nothing was done, answered by %j', async (answer) => {
    const { sandbox, scene } = await startScene();
    const answers = answer ? Object.fromEntries(TASKS.map(({ id }) => [id, answer])) : {};
    const done = [...judge(answers, scene)].filter(([, problems]) => problems.length === 0);
    await sandbox.close();
    expect(done).toEqual([]);
  });
});

describe('the end of an evaluation', () => {
  test.each(['Enter', 'the end of the input'])('comes with %s, and not before', async (sign) => {
    const input = new PassThrough();
    let isOver = false;
    const told = untilTold('Ready? ', input, new PassThrough()).then(() => {
      isOver = true;
    });
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    if (sign === 'Enter') input.write('\n');
    else input.end();
    await told;
    expect(isOver).toBe(true);
  });
});

describe('the recorder', () => {
  function recorded(lines: { to: 'server' | 'agent'; message: object | string }[]): RecordedCall[] {
    const calls: RecordedCall[] = [];
    const recorder = callRecorder((call) => calls.push(call));
    for (const { to, message } of lines) {
      const line = typeof message === 'string' ? message : JSON.stringify(message);
      if (to === 'server') recorder.toServer(line);
      else recorder.toAgent(line);
    }
    return calls;
  }
  const asked = (id: number | string) => ({
    to: 'server' as const,
    message: { id, method: 'tools/call', params: { name: 'list_workspaces', arguments: { a: 1 } } },
  });
  const answered = (id: number | string, more: object) => ({
    to: 'agent' as const,
    message: { id, ...more },
  });

  test('counts the bytes of an answer, and pairs calls with answers in any order', () => {
    const calls = recorded([
      asked(1),
      asked('b'),
      answered('b', { result: { content: [{ type: 'text', text: 'é' }] } }),
      answered(1, {
        result: {
          content: [
            { type: 'text', text: '12' },
            { type: 'text', text: '3' },
          ],
        },
      }),
    ]);
    expect(calls.map(({ bytes, failed }) => ({ bytes, failed }))).toEqual([
      { bytes: 2, failed: false },
      { bytes: 3, failed: false },
    ]);
    expect(calls[0]).toMatchObject({ tool: 'list_workspaces', arguments: { a: 1 } });
  });

  test.each([
    [{ result: { isError: true, content: [] } }],
    [{ result: { content: [{ type: 'text', text: '{"error":"no"}' }] } }],
    [{ error: { code: -32602, message: 'no' } }],
  ])('counts %j as an error', (answer) => {
    expect(recorded([asked(1), answered(1, answer)])).toMatchObject([{ failed: true }]);
  });

  test('passes over what is no call and no JSON', () => {
    const lines = [
      { to: 'server' as const, message: { id: 1, method: 'tools/list' } },
      answered(1, { result: {} }),
      { to: 'agent' as const, message: 'not JSON' },
    ];
    expect(recorded(lines)).toEqual([]);
  });
});
