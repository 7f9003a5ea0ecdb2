// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of Robot Framework look like this.
import { describe, expect, test } from 'vitest';
import { printed, runBash, runPython, stream } from './runs.ts';

const ISSUE = '{"issue title": "found"}';

describe('wrapping of a Python script', () => {
  test('__name__ is __main__, argv holds one empty string, standard input is at its end', async () => {
    const outcome = await runPython(
      'import json, sys\ndef main():\n  print(json.dumps([__name__, sys.argv, sys.stdin.read()]))\n  return []',
    );
    expect(printed(outcome)).toEqual(['__main__', [''], '']);
  });

  test('a main guard runs too, so that main runs twice', async () => {
    const outcome = await runPython(
      'def main():\n  print("run")\n  return []\nif __name__ == "__main__":\n  main()\n',
    );
    expect(stream(outcome, 'stdout')).toBe('run\nrun\n');
  });

  test('sys.exit(main()) in a guard ends the run before its issues are written, and the task passes', async () => {
    const outcome = await runPython(
      `import sys\ndef main():\n  return [${ISSUE}]\nif __name__ == "__main__":\n  sys.exit(main())\n`,
    );
    expect(outcome.issues).toEqual([]);
    expect(outcome.passedTitles).toHaveLength(1);
  });

  test('a last line without a newline is complete', async () => {
    const outcome = await runPython(`main = lambda: [${ISSUE}]`);
    expect(outcome.issues).toHaveLength(1);
  });

  test('an async main leaves a coroutine, which is not JSON: the task passes without issues', async () => {
    const outcome = await runPython(`async def main():\n  return [${ISSUE}]`);
    expect(outcome.passedTitles).toHaveLength(1);
    expect(outcome.issues).toEqual([]);
    expect(stream(outcome, 'stderr')).toContain('not JSON serializable');
  });

  test('text after a line RW_GENERIC_EOF is run by the outer bash', async () => {
    const outcome = await runPython('print("python")\nRW_GENERIC_EOF\necho outer $0\n');
    expect(stream(outcome, 'stdout')).toBe('python\nouter bash\n');
  });
});

describe('wrapping of a Bash script', () => {
  test('main gets no arguments and descriptor 3 open for writing', async () => {
    const outcome = await runBash(`main() { echo "$#"; echo '[${ISSUE}]' >&3; }`);
    expect(stream(outcome, 'stdout')).toBe('0\n');
    expect(outcome.issues).toHaveLength(1);
  });

  test('an own call of main runs before descriptor 3 exists; the real call then works', async () => {
    const outcome = await runBash(`main() { echo run; echo '[${ISSUE}]' >&3; }\nmain "$@"\n`);
    expect(stream(outcome, 'stderr')).toContain('3: Bad file descriptor');
    expect(outcome.issues).toHaveLength(1);
  });

  test('two documents on descriptor 3 are not JSON', async () => {
    const outcome = await runBash("main() { printf '[]' >&3; printf '[]' >&3; }");
    expect(outcome.errors[0]).toContain('could not be read as JSON');
  });

  test('/dev/fd/3 reopens the file and truncates it', async () => {
    const outcome = await runBash(`main() { printf 'rubbish' >/dev/fd/3; printf '[${ISSUE}]' >/dev/fd/3; }`);
    expect(outcome.issues).toHaveLength(1);
  });

  test('children inherit descriptor 3', async () => {
    const outcome = await runBash(`main() { bash -c 'echo "[]" >&3'; }`);
    expect(outcome.passedTitles).toHaveLength(1);
    expect(outcome.errors).toEqual([]);
  });

  test('a command that reads standard input swallows the rest of the wrapper', async () => {
    const outcome = await runBash("main() { cat; printf '[]' >&3; }");
    expect(stream(outcome, 'stdout')).toBe('exec 3>&-\n');
  });

  test('one backslash before a percent brace is removed from the script', async () => {
    const outcome = await runBash("main() { echo '\\%{a} %{b}'; }");
    expect(stream(outcome, 'stdout')).toBe('%{a} %{b}\n');
  });

  test('dollar signs, quotes and backslashes of the script are left alone', async () => {
    const outcome = await runBash(`main() { x='$y'; echo "$x" 'a\\b' "\${x/y/z}"; }`);
    expect(stream(outcome, 'stdout')).toBe('$y a\\b $z\n');
  });
});
