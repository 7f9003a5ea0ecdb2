import { describe, expect, it } from 'vitest';
import { takeMark, withMark, withoutMark } from '../../src/run-outcome/completion-mark.ts';
import { leftBy } from './left-by.ts';
import { bashScripts, pythonScripts } from './scripts-to-mark.ts';

describe.each([
  ['python', pythonScripts],
  ['bash', bashScripts],
] as const)('a script in %s with a mark leaves what it leaves without', (interpreter, scripts) => {
  it.concurrent.each(scripts)('%s', async (_, script) => {
    const marked = withMark(script, interpreter);
    expect(marked, 'the mark is not left off').toBeDefined();
    const [plain, withIt] = await Promise.all([leftBy(script, interpreter), leftBy(marked!, interpreter)]);
    expect(withIt.left).toEqual(plain.left);
  });
});

describe('a mark', () => {
  it.each([
    ['python', 'def main():\n    return []\n', { type: 'list', length: 0 }],
    ['python', 'def main():\n    return ({"issue title": "x"},)\n', { type: 'tuple', length: 1 }],
    [
      'python',
      'class Liste(list):\n    __len__ = None\ndef main():\n    return Liste()\n',
      { type: 'Liste', length: 0 },
    ],
    ['python', 'def main():\n    return type("a b", (), {})()\n', { type: 'object' }],
    ['python', 'def main():\n    print("x")\n', { type: 'NoneType' }],
    ['bash', 'main() { echo "[]" >&3; }\n', { status: 0, written: true }],
    ['bash', 'main() { return 7; }\n', { status: 7, written: false }],
    [
      'bash',
      'readonly s=1\ndeclare -i r\nIFS=01\nmain() { echo "[]" >&3; return 10; }\n',
      { status: 10, written: true },
    ],
  ] as const)('of %s tells how main came back: %j', async (interpreter, script, mark) => {
    expect((await leftBy(withMark(script, interpreter)!, interpreter)).mark).toEqual({
      ...mark,
      isKnown: true,
    });
  });

  it.each([
    ['python', 'import sys\ndef main():\n    sys.exit(0)\n'],
    ['python', 'import os\ndef main():\n    os._exit(0)\n'],
    ['python', 'def main():\n    raise ValueError\n'],
    ['bash', 'main() { exit 0; }\n'],
    ['bash', 'set -e\nmain() { false; echo "[]" >&3; }\n'],
    ['bash', 'trap "exit 0" ERR\nmain() { false; }\nset -E\n'],
  ] as const)('of %s is not there where main did not come back: %s', async (interpreter, script) => {
    const { mark } = await leftBy(withMark(script, interpreter)!, interpreter);
    expect(mark).toBeUndefined();
  });

  it.each([
    ['bash', 'set -x\n'],
    ['bash', 'set -xe\n'],
    ['bash', 'if true; then set -x; fi\n'],
    ['bash', 'set -euxo pipefail\n'],
    ['bash', 'set -euo pipefail -x\n'],
    ['bash', 'set -o xtrace\n'],
    ['bash', 'set -e -o  verbose\n'],
    ['bash', 'shopt -os xtrace\n'],
    ['bash', 'shopt -s nullglob expand_aliases\n'],
    ['bash', 'alias  exec=:\n'],
    ['bash', 'exec >  >(cat)\n'],
    ['bash', 'alias  () { :; }\n'],
    ['bash', '#!/bin/bash -eux\n'],
    ['bash', '#!/bin/bash -x\n'],
    ['bash', 'trap "echo D" DEBUG\n'],
    ['bash', 'shopt -s expand_aliases\n'],
    ['bash', 'exec 2> >(tee log)\n'],
    ['bash', 'exec 2>&"$fd"\n'],
    ['bash', 'CODEBUNDLE_TEMP_DIR=/tmp\n'],
    ['bash', 'shopt() { :; }\n'],
    ['python', 'import sys\nsys.settrace(print)\n'],
    ['python', 'import os\nos.dup2(5, 2)\n'],
    ['python', 'import os\nos.dup(2)\n'],
    ['python', 'import threading\nthreading.settrace_all_threads(print)\n'],
    ['python', 'import threading\nthreading.setprofile_all_threads(print)\n'],
    ['python', '__import__ = None\n'],
    ['python', '__import__=None\n'],
  ] as const)(
    'is left off in %s where the script would see it, or it would go astray: %s',
    (interpreter, line) => {
      expect(withMark(`${line}main() { :; }\n`, interpreter)).toBeUndefined();
    },
  );

  it.each([
    ['bash', 'set -euo pipefail\n'],
    ['bash', 'set -- --verbose\n'],
    ['bash', '#!/bin/bash -e\n'],
    ['bash', 'cat > run.sh <<"E"\n: #!/bin/bash -x\nE\n'],
    ['bash', 'kubectl set image deploy/x a=b -n shop\n'],
    ['bash', 'exec 2>/dev/null\n'],
    ['bash', 'exec 2>&1\n'],
    ['bash', 'out="$CODEBUNDLE_TEMP_DIR/a" b="${CODEBUNDLE_TEMP_DIR}/b"\n'],
    ['bash', 'aws kms list-aliases --alias-name x\n'],
    ['python', 'import sys\nprint("x", file=sys.stderr)\n'],
    ['python', 'os = __import__("os")\n'],
  ] as const)('is there in %s where it would not: %s', (interpreter, line) => {
    expect(withMark(`${line}main() { :; }\n`, interpreter)).toBeDefined();
  });
});

describe('a script as it was sent', () => {
  const scripts = ['main() { :; }\n', 'main() { :; }', '# [runwhen-mcp 0123456789ab]\nmain() { :; }\n'];

  it.each(scripts)('is known without its mark: %j', (script) => {
    for (const interpreter of ['bash', 'python'] as const) {
      const sent = withMark(script, interpreter)!;
      expect(withoutMark(sent)).toEqual({ script, hash: expect.stringMatching(/^[0-9a-f]{12}$/) });
      expect(withoutMark(`x${sent}`).script.trimEnd()).toBe(`x${script}`.trimEnd());
    }
    expect(withoutMark(script)).toEqual({ script });
  });

  it.each([
    'main() { :; }\n# Completion mark of the RunWhen MCP server',
    'main() { :; }\n# [runwhen-mcp 0123456789ab]',
  ])('has none where its last line is its own: %j', (script) => {
    expect(withoutMark(script)).toEqual({ script });
  });

  it('gets none where its last line goes on', () => {
    expect(withMark('main() { :; }\n: \\\n', 'bash')).toBeUndefined();
    expect(withMark('main() { :; }\n: \\  \n', 'bash')).toBeUndefined();
    expect(withMark('main() { :; }\necho "\\ a"', 'bash')).toBeDefined();
  });
});

describe('a line that looks like a mark', () => {
  const hash = '0123456789ab';
  const mark = (of: string, rest = 'type list, length 0') =>
    `\n[runwhen-mcp ${of}] main came back: ${rest}\n`;

  it('is text of the script where it carries another hash', () => {
    const streams = { stdout: mark('ffffffffffff'), stderr: `a${mark('ffffffffffff')}b` };
    expect(takeMark(streams, hash)).toEqual({ ...streams, mark: undefined });
  });

  it('is none in the middle of a line', () => {
    const streams = { stdout: '', stderr: `a [runwhen-mcp ${hash}] main came back: type list, length 0\n` };
    expect(takeMark(streams, hash)).toEqual({ ...streams, mark: undefined });
  });

  it('counts where it is the last of several, and all of that hash are taken out', () => {
    const stderr = `a${mark(hash)}b\n${mark(hash, 'status 3, result empty')}`;
    expect(takeMark({ stdout: '', stderr }, hash)).toEqual({
      stdout: '',
      stderr: 'ab\n',
      mark: { status: 3, written: false, isKnown: true },
    });
  });

  it('counts where it is all that there is', () => {
    const stderr = mark(hash, 'type list, length 12').trim();
    expect(takeMark({ stdout: '', stderr }, hash)).toEqual({
      stdout: '',
      stderr: '',
      mark: { type: 'list', length: 12, isKnown: true },
    });
  });

  it('counts without a hash, and is not known to be that of the script', () => {
    const { mark: taken } = takeMark({ stdout: '', stderr: mark(hash) }, undefined);
    expect(taken).toEqual({ type: 'list', length: 0, isKnown: false });
  });

  it('is quoted with the whole script by a shell that was killed, and taken out', () => {
    const sent = withMark('main() { :; }\n', 'bash')!;
    const own = withoutMark(sent);
    const stderr = `bash: line 9: 7 Killed  bash <<'E'\n${sent}\nmain\n`;
    expect(takeMark({ stdout: '', stderr }, own.hash).stderr).toBe(
      "bash: line 9: 7 Killed  bash <<'E'\nmain() { :; }\n\nmain\n",
    );
  });
});
