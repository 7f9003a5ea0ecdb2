import { describe, expect, test } from 'vitest';
import { inferInterpreter } from '../../src/script-rules/infer-interpreter.ts';
import { validateScript } from '../../src/script-rules/validate-script.ts';

describe('a script without a first line that says so is for', () => {
  test.each([
    // Bash that holds Python.
    `main() {\n  python3 - >&3 <<'PY'\nimport json\ndef main():\n    pass\nPY\n}\n`,
    `cat > check.py <<EOF\nimport os\nEOF\nmain() { python3 check.py >&3; }\n`,
    `main()\n{\n  python3 -c "\nimport json\nprint(json.dumps([]))\n" >&3\n}\n`,
    `function main {\nfrom=x\nimport json\n}\n`,
    `NS="$NAMESPACE"\nimport=1\nmain() { :; }\n`,
    `# import os\nkubectl get pods -n web\nfrom x import y\n`,
    `if command -v jq; then\n  :\nfi\nimport os\n`,
    `set -euo pipefail\nimport os\n`,
    `main() (\n  echo "[]" >&3\n)\n`,
    `x=1\ny=2\n`,
    '',
  ])('Bash: %j', (script) => expect(inferInterpreter(script)).toBe('bash'));

  test.each([
    // Python that holds Bash.
    `import subprocess\nSCRIPT = """\nmain() {\n  echo hi\n}\n"""\ndef main():\n    return []\n`,
    `CMD = """\nset -e\necho hi\n"""\ndef main():\n    return []\n`,
    `"""Runs\nset -e\n"""\ndef main():\n    return []\n`,
    `@cached\ndef main():\n    return []\n`,
    `x = 1\nmain = lambda: []\n`,
    `main=lambda: []\n`,
    `class A:\n    pass\nmain = A\n`,
    `class Main[T]: pass\n`,
    `if True:\n    main = list\n`,
    `try:\n    import yaml\nexcept ImportError:\n    yaml = None\n`,
    `COUNT: int = 1 << SHIFT\nmain()\n`,
    `# set -e\nimport os, json\n`,
    `from a.b import (\n    c,\n)\n`,
    `x=1\nmain()\ndef main():\n    return []\n`,
    `async def main():\n    return []\n`,
  ])('Python: %j', (script) => expect(inferInterpreter(script)).toBe('python'));

  test('what its file is called or its first line says, whatever it looks like', () => {
    expect(inferInterpreter('import os\n', 'check.sh')).toBe('bash');
    expect(inferInterpreter('set -e\n', 'check.py')).toBe('python');
    expect(inferInterpreter('#!/bin/sh\nimport os\n')).toBe('bash');
    expect(inferInterpreter('#!/usr/bin/env python3\nset -e\n')).toBe('python');
  });
});

describe('the other language than the one that is named', () => {
  const fixOf = async (script: string, interpreter: 'python' | 'bash') => {
    const { findings } = await validateScript({ script, interpreter, taskType: 'task' });
    return findings.find(({ code }) => code === 'main-missing')?.fix;
  };

  test('is said to be one, where there is no main for it', async () => {
    expect(await fixOf('import os\ndef main():\n    return []\n', 'bash')).toBe(
      'The text looks like Python: name python as the interpreter, or leave it out.',
    );
    expect(await fixOf('set -e\nmain() {\n  echo "[]" >&3\n}\n', 'python')).toContain('looks like Bash');
  });

  test('is not said of a text that may be either, nor of one in that language', async () => {
    expect(await fixOf('x=1\n', 'python')).toContain('def main');
    expect(await fixOf('import os\n', 'python')).toContain('def main');
    expect(await fixOf('set -e\n', 'bash')).toContain('main()');
  });
});
