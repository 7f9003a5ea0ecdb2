// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OUTPUT_LIMIT } from '../../../src/sandbox/runner/shell-process.ts';
import { lines, runBash, runPython, stream } from './runs.ts';

const ISSUE = '[{"issue title": "found"}]';
/** Long enough to write a result, and too short for what the scripts wait for. */
const SHORT = { TIMEOUT_SECONDS: '0.7' };
const SHORTER = { TIMEOUT_SECONDS: '0.2' };

/** True while a process with this word in its command line lives; `/proc` decides where there is one. */
function lives(word: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });
}
const hasProc = existsSync('/proc/self/cmdline');

describe('time limit', () => {
  test('a script that sleeps for ever passes with both streams lost', async () => {
    const outcome = await runPython('import time\nprint("lost", flush=True)\ndef main():\n  time.sleep(60)', {
      config: SHORTER,
    });
    expect(outcome.passedTitles).toEqual(['${TASK_TITLE}']);
    expect([stream(outcome, 'stdout'), stream(outcome, 'stderr')]).toEqual(['', '']);
    expect(outcome.artifacts.log).toContain('the time limit passed');
  });

  test('a complete result that is already written counts', async () => {
    const outcome = await runBash(`main() { printf '${ISSUE}' >&3; sleep 60; }`, { config: SHORT });
    expect(outcome.issues).toHaveLength(1);
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('half a result fails', async () => {
    const outcome = await runBash("main() { printf '[{' >&3; sleep 60; }", { config: SHORT });
    expect(outcome.errors[0]).toContain('could not be read as JSON');
  });

  test.each(['0', '-5', '-0.1'])('TIMEOUT_SECONDS %s kills at once', async (TIMEOUT_SECONDS) => {
    const outcome = await runBash(`main() { echo hi; printf '${ISSUE}' >&3; }`, {
      config: { TIMEOUT_SECONDS },
    });
    expect(stream(outcome, 'stdout')).toBe('');
    expect(outcome.issues).toEqual([]);
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('a fraction of a second is a time limit', async () => {
    const outcome = await runBash(`main() { printf '${ISSUE}' >&3; }`, {
      config: { TIMEOUT_SECONDS: '1.5' },
    });
    expect(outcome.issues).toHaveLength(1);
  });

  test('an SLI that runs out of time pushes 0', async () => {
    const outcome = await runBash('main() { sleep 60; echo 1 >&3; }', { kind: 'sli', config: SHORTER });
    expect(outcome.metric).toBe(0);
  });

  test('a script that ignores signals is killed', async () => {
    const outcome = await runBash('trap "" TERM INT HUP\nmain() { while :; do sleep 0.2; done; }', {
      config: SHORTER,
    });
    expect(outcome.passedTitles).toHaveLength(1);
  });
});

describe('children of a script', () => {
  test('a background child that holds stdout keeps the run waiting until the limit', async () => {
    const outcome = await runBash(`main() { echo hi; sleep 61 & printf '${ISSUE}' >&3; }`, { config: SHORT });
    expect(stream(outcome, 'stdout')).toBe('');
    expect(outcome.issues).toHaveLength(1);
  });

  test('a background child that holds nothing does not', async () => {
    const outcome = await runBash(`main() { sleep 62 >/dev/null 2>&1 3>&- & echo hi; }`);
    expect(stream(outcome, 'stdout')).toBe('hi\n');
  });

  test.runIf(hasProc)('no child outlives its run, not even in a session of its own', async () => {
    const seconds = `63.${process.pid}`;
    const daemon =
      'import os\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0:\n' +
      `    os.execvp("sleep", ["sleep", "${seconds}"])\n  os._exit(0)\n`;
    await runPython(`${daemon}def main(): return []`, { config: SHORT });
    await runBash(`main() { sleep ${seconds} >/dev/null 2>&1 & }`);
    await runBash(`main() { env -i setsid sleep ${seconds} >/dev/null 2>&1 & sleep 0.1; }`);
    expect(lives(seconds)).toBe(false);
  });

  test('the directory of a run is gone afterwards', async () => {
    const outcome = await runBash('main() { pwd; }');
    const directory = (stream(outcome, 'stdout') ?? '').trim();
    expect(directory).toMatch(/cb-temp$/);
    expect(existsSync(directory)).toBe(false);
  });

  test('two runs have different directories', async () => {
    const [first, second] = await Promise.all([runBash('main() { pwd; }'), runBash('main() { pwd; }')]);
    expect(stream(first, 'stdout')).not.toBe(stream(second, 'stdout'));
  });
});

describe('cancellation', () => {
  test('it ends the run and rejects with the reason', async () => {
    const signal = AbortSignal.timeout(300);
    await expect(runBash('main() { sleep 64; }', { spec: { signal } })).rejects.toThrow(/timeout/);
  });

  test('a signal that is aborted already starts nothing', async () => {
    const signal = AbortSignal.abort(new Error('not now'));
    await expect(runBash('main() { :; }', { spec: { signal } })).rejects.toThrow('not now');
  });
});

describe('output', () => {
  test('50 MB on stdout are cut, and the report says so', async () => {
    const outcome = await runBash(
      `main() { head -c 52428800 /dev/zero | tr '\\0' x; echo end >&2; printf '${ISSUE}' >&3; }`,
    );
    expect(stream(outcome, 'stdout')).toHaveLength(OUTPUT_LIMIT);
    expect(stream(outcome, 'stderr')).toBe('end\n');
    expect(lines(outcome.artifacts.report)[2]?.obj).toBe(
      `Sandbox: stdout was cut after ${OUTPUT_LIMIT} bytes; ${52428800 - OUTPUT_LIMIT} more were dropped.`,
    );
    expect(outcome.issues).toHaveLength(1);
  });

  test('output is not cut within a character', async () => {
    const outcome = await runPython('def main():\n  print("x" + "é" * 5000000)\n  return []');
    expect(stream(outcome, 'stdout')).toHaveLength(1 + (OUTPUT_LIMIT - 2) / 2);
  });

  test('bytes that are not UTF-8 blank both streams but keep the issues', async () => {
    const outcome = await runBash(`main() { echo fine >&2; printf '\\xff'; printf '${ISSUE}' >&3; }`);
    expect([stream(outcome, 'stdout'), stream(outcome, 'stderr')]).toEqual(['', '']);
    expect(outcome.issues).toHaveLength(1);
  });

  test('a result longer than the sandbox reads fails', async () => {
    const outcome = await runBash("main() { head -c 17000000 /dev/zero | tr '\\0' 1 >&3; }");
    expect(outcome.errors[0]).toContain('could not be read as JSON');
  });

  test('a pipe in the place of the result does not block', async () => {
    const outcome = await runBash(
      'main() { cd "$CODEBUNDLE_TEMP_DIR"; rm run_output.json; mkfifo run_output.json; }',
    );
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('jq that is absent is the failure of the script, told on stderr', async () => {
    const outcome = await runBash("main() { PATH=/nowhere; jq -n '[]' >&3; }");
    expect(stream(outcome, 'stderr')).toContain('jq: command not found');
    expect(outcome.issues).toEqual([]);
  });
});
