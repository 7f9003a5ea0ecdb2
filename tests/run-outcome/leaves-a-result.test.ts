// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Bash writes variables like this.
import { describe, expect, it } from 'vitest';
import { leavesResult } from '../../src/run-outcome/leaves-a-result.ts';

const MAIN = 'main() {\n  check\n  echo "[]" >&3\n}\n';

describe('the text of a Bash script proves its result', () => {
  it.each([
    ['main writes it last', 'main() {\n  echo "[]" >&3\n}\n'],
    ['a function is called before', `check() {\n  kubectl get pods\n}\n${MAIN}`],
    ['a function comes back early', `check() {\n  kubectl get pods || return 1\n}\n${MAIN}`],
    [
      'a function that exits is never called',
      `die() {\n  echo no >&2\n  exit 1\n}\ncheck() {\n  :\n}\n${MAIN}`,
    ],
    ['set -e is on', `set -euo pipefail\ncheck() {\n  kubectl get pods\n}\n${MAIN}`],
  ])('where %s', (_, script) => {
    expect(leavesResult(script, 'bash')).toBe(true);
  });

  it.each([
    ['main comes back early', 'main() {\n  kubectl get pods || return 0\n  echo "[]" >&3\n}\n'],
    ['a function that main calls exits', `check() {\n  exit 0\n}\n${MAIN}`],
    ['one exits that it calls', `die() {\n  exit 0\n}\ncheck() {\n  true || die\n}\n${MAIN}`],
    ['one exits that a variable names', `stop_now() {\n  exit 0\n}\ncheck() {\n  "stop_$1"\n}\n${MAIN}`],
    ['one exits that a line begins with', 'die_now() {\n  exit 0\n}\nmain() {\n  $1\n  echo "[]" >&3\n}\n'],
    ['a trap exits', `check() {\n  trap "exit 0" EXIT\n}\n${MAIN}`],
    ['echo is a function', `echo() {\n  :\n}\n${MAIN}`],
    ['a condition decides', 'main() {\n  if check; then\n    echo "[]" >&3\n  fi\n}\n'],
  ])('but not where %s', (_, script) => {
    expect(leavesResult(script, 'bash')).toBe(false);
  });
});

describe('the text of a Python script proves its result', () => {
  it.each([
    ['nothing ends the interpreter', 'import json\ndef main():\n    return []\n', true],
    ['it exits', 'import sys\ndef main():\n    sys.exit(0)\n', false],
    ['it exits by another name', 'from os import _exit as bye\ndef main():\n    bye(0)\n', false],
    ['it looks the function up', 'import sys\ndef main():\n    getattr(sys, "exit")(0)\n', false],
    [
      'a parser of arguments may',
      'import argparse\ndef main():\n    argparse.ArgumentParser().parse_args(["-h"])\n',
      false,
    ],
  ])('where %s', (_, script, proved) => {
    expect(leavesResult(script, 'python')).toBe(proved);
  });
});
