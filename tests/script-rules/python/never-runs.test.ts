import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { judgePython } from '../judged.ts';

/** Bodies of main; `BAD` is a list with an issue that the runner refuses. What decides which return is reached is written out in each. */
const BODIES = [
  'return BAD',
  'return []\nreturn BAD',
  'if False:\n    return BAD\nreturn []',
  'if True:\n    return BAD\nreturn []',
  'if not True:\n    return BAD\nreturn []',
  'if not False:\n    return BAD\nreturn []',
  'if None:\n    return BAD\nreturn []',
  'if not None:\n    return BAD\nreturn []',
  'if 0:\n    return BAD\nreturn []',
  'if 0.0:\n    return BAD\nreturn []',
  'if 2:\n    return BAD\nreturn []',
  'if (False):\n    return BAD\nreturn []',
  'if True:\n    return []\nelse:\n    return BAD',
  'if False:\n    return []\nelse:\n    return BAD',
  'if False:\n    return []\nelif True:\n    return BAD',
  'if True:\n    return []\nelif True:\n    return BAD',
  'if False:\n    pass\nelif False:\n    return BAD\nelse:\n    return []',
  'if False:\n    pass\nelif True:\n    return []\nelse:\n    return BAD',
  'if not len([1]):\n    return []\nelse:\n    return BAD',
  'for letter in "ab":\n    return BAD\nreturn []',
  'return []; return BAD',
  'while False:\n    return BAD\nreturn []',
  'while True:\n    return BAD',
  'while 0:\n    return BAD\nreturn []',
  'for item in []:\n    return BAD\nreturn []',
  'for item in ():\n    return BAD\nreturn []',
  'for item in {}:\n    return BAD\nreturn []',
  'for item in [1]:\n    return BAD\nreturn []',
  'for item in [], []:\n    return BAD\nreturn []',
  'for item in [] + [1]:\n    return BAD\nreturn []',
  'for item in []:\n    return []\nelse:\n    return BAD',
  'try:\n    return BAD\nfinally:\n    return []',
  'try:\n    return BAD\nfinally:\n    pass\nreturn []',
  'try:\n    return []\nfinally:\n    return BAD',
  'try:\n    pass\nexcept OSError:\n    pass\nelse:\n    return BAD\nfinally:\n    return []',
  'try:\n    def make():\n        return BAD\nfinally:\n    return make()',
  'DEBUG = False\nif DEBUG:\n    return BAD\nreturn []',
  'DEBUG = False\nTEST = DEBUG\nif TEST:\n    return BAD\nreturn []',
  'DEBUG = False\nQUIET = not DEBUG\nif QUIET:\n    return BAD\nreturn []',
  'DEBUG = True\nif DEBUG:\n    return BAD\nreturn []',
  'DEBUG = False\nDEBUG = True\nif DEBUG:\n    return BAD\nreturn []',
  'if False:\n    if True:\n        return BAD\nreturn []',
  'if True:\n    while False:\n        return BAD\n    return []',
  'with open(__file__):\n    return BAD',
  'with open(__file__):\n    return []\nreturn BAD',
  'with open(__file__):\n    pass\nreturn BAD',
  'with open(__file__) as one, open(__file__):\n    return []\nreturn BAD',
  'from contextlib import suppress\nwith suppress(OSError):\n    open("/no/file")\n    return []\nreturn BAD',
  'import contextlib\nwith contextlib.suppress(OSError) as one:\n    open("/no/file")\n    return []\nreturn BAD',
  'try:\n    return []\nexcept OSError:\n    return []\nreturn BAD',
  'try:\n    open("/no/file")\n    return []\nexcept OSError:\n    pass\nreturn BAD',
  'try:\n    pass\nexcept OSError:\n    return []\nelse:\n    return []\nreturn BAD',
  'try:\n    pass\nexcept OSError:\n    return []\nreturn BAD',
  'try:\n    pass\nfinally:\n    return []\nreturn BAD',
  'try:\n    return []\nfinally:\n    pass\nreturn BAD',
  'try:\n    pass\nfinally:\n    pass\nreturn BAD',
  'try:\n    pass\nexcept OSError:\n    return []\nelse:\n    pass\nreturn BAD',
  'if not len([1]):\n    return []\nelse:\n    pass\nreturn BAD',
  'with open(__file__):\n    pass\n    return []\nreturn BAD',
  'import sys\nsys.exit(0)\nreturn BAD',
  'import sys\nend = sys.exit\nreturn BAD',
];

const BAD = '[{"title": "Pod restarts", "severity": 2}]';
const scriptOf = (body: string) => `def main():\n${body.replaceAll('BAD', BAD).replace(/^/gm, '    ')}\n`;

/** Whether each main returns the bad issue, by Python's own account. */
let isReached: boolean[];

beforeAll(() => {
  const program = `
import json, sys
def tried(script):
    names = {'__file__': '/dev/null'}
    exec(script, names)
    try:
        return names['main']() != []
    except SystemExit:
        return False
print(json.dumps([tried(script) for script in json.load(sys.stdin)]))`;
  const input = JSON.stringify(BODIES.map(scriptOf));
  isReached = JSON.parse(
    execFileSync('python3', ['-W', 'ignore', '-c', program], { input, encoding: 'utf8' }),
  );
});

test.each(BODIES.map((body, index) => [body, index] as const))(
  'an issue without its title is refused where Python comes to its return, and nowhere else: %s',
  async (body, index) => {
    const { errors } = await judgePython(scriptOf(body));
    expect(errors).toEqual(isReached[index] ? ['issue-title-missing'] : []);
  },
);
